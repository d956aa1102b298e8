/** The flows, and how they are asked over HTTP. Only servers load this file. */
import { googleAI } from '@genkit-ai/google-genai'
import { type Flow, genkit, z } from 'genkit/beta'

const ai = genkit({ plugins: [googleAI()], model: googleAI.model('gemini-2.5-flash') })

const chat = ai.defineFlow(
  { name: 'chat', inputSchema: z.object({ messages: z.array(z.any()) }) },
  async ({ messages }, { sendChunk }) => {
    const { stream, response } = ai.generateStream({ messages })
    for await (const chunk of stream) sendChunk(chunk.toJSON())
    // The request holds whatever the model was told besides: it stays here.
    const { request: _, ...reply } = (await response).toJSON()
    return reply
  },
)

const tip = ai.defineFlow({ name: 'tip', inputSchema: z.string() }, async (topic) => {
  const { text } = await ai.generate(`One tip of one sentence, about ${topic}.`)
  return text
})
