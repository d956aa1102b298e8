/** What `react-genai/client` does where there is no page: a flow that streams, a model, a reply that is stopped. */
import { createGeminiClient, createGenkitClient } from 'react-genai/client'

/** @param {string} origin Of a server with the flows `menu` and `endless`, and with Gemini's address beneath `/gemini`. */
export async function ask(origin) {
  const genkit = createGenkitClient({ baseUrl: `${origin}/api` })
  const reply = genkit.flow('menu').stream('sushi')
  const words = []
  for await (const { text } of reply) words.push(text)

  const gemini = createGeminiClient({ baseUrl: `${origin}/gemini` })
  const { text: answer } = await gemini.models.generateContent({ model: 'gemini-2.5-flash', contents: 'Hello!' })

  let heard = ''
  for await (const { text } of genkit.flow('endless').stream('go on')) {
    heard = text
    break // It closes the connection.
  }
  return { words, answer, heard }
}
