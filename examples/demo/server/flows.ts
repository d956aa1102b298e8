import { ai, getWeather, Menu, transfer } from './ai.ts'
import { z } from './genkit.ts'

/** A question in, a streamed answer out: prose, or, when it asks for a menu, an object that fills in as it streams. */
export const answerFlow = ai.defineFlow(
  { name: 'answer', inputSchema: z.string() },
  async (question, { sendChunk }) => {
    if (/\bmenu\b/i.test(question)) {
      const { stream, response } = ai.generateStream({ prompt: question, output: { schema: Menu } })
      for await (const chunk of stream) if (chunk.output) sendChunk(chunk.output)
      return (await response).output
    }
    const { stream, response } = ai.generateStream({ prompt: question, tools: [getWeather, transfer] })
    for await (const chunk of stream) sendChunk(chunk.toJSON())
    const result = await response
    // The request holds the system prompt and the tools' schemas: the page has no business with them.
    const { request: _, ...answer } = result.toJSON()
    return answer
  },
)

/** A theme in, a typed menu out; on its way it is JSON in the model's own words. */
export const menuFlow = ai.defineFlow(
  { name: 'menu', inputSchema: z.object({ theme: z.string() }), outputSchema: Menu },
  async ({ theme }, { sendChunk }) => {
    const { stream, response } = ai.generateStream({ prompt: `A menu as JSON: ${theme}`, output: { schema: Menu } })
    for await (const chunk of stream) sendChunk(chunk.toJSON())
    const { output } = await response
    if (!output) throw new Error('The model gave no menu.')
    return output
  },
)
