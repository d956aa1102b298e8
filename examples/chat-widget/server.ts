/** The server of the chat: a Genkit flow with a tool, behind Express. */
import { expressHandler } from '@genkit-ai/express'
import { googleAI } from '@genkit-ai/google-genai'
import express from 'express'
import { genkit, z } from 'genkit/beta'

const ai = genkit({ plugins: [googleAI()], model: googleAI.model('gemini-2.5-flash') })

const trackOrder = ai.defineTool(
  {
    name: 'trackOrder',
    description: 'Says where an order is.',
    inputSchema: z.object({ order: z.string() }),
    outputSchema: z.object({ status: z.string(), arrives: z.string() }),
  },
  async () => ({ status: 'on its way', arrives: 'tomorrow' }),
)

const chat = ai.defineFlow(
  { name: 'chat', inputSchema: z.object({ messages: z.array(z.any()), resume: z.any().optional() }) },
  async ({ messages, resume }, { sendChunk }) => {
    const { stream, response } = ai.generateStream({
      system: 'You help the customers of a small bookshop. Be brief and friendly.',
      messages,
      resume,
      tools: [trackOrder],
    })
    for await (const chunk of stream) sendChunk(chunk.toJSON())
    // The request holds the system prompt and the tools: they stay here.
    const { request: _, ...reply } = (await response).toJSON()
    return reply
  },
)

export const app = express()
  .use('/api', express.json({ limit: '1mb' }))
  .post('/api/chat', expressHandler(chat))
