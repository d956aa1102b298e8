import { z } from 'genkit/beta'
import { ai } from './ai.ts'

export const menuFlow = ai.defineFlow(
  {
    name: 'menu',
    inputSchema: z.object({ theme: z.string() }),
    outputSchema: z.object({ title: z.string(), price: z.number() }),
    streamSchema: z.string(),
  },
  async ({ theme }, { sendChunk }) => {
    sendChunk(theme)
    return { title: `A menu of ${theme}`, price: 12 }
  },
)

export const chatFlow = ai.defineFlow(
  { name: 'chat', inputSchema: z.object({ messages: z.array(z.any()), resume: z.any().optional() }) },
  async ({ messages, resume }) => {
    const { request: _, ...reply } = (await ai.generate({ messages, resume })).toJSON()
    return reply
  },
)

export const drawFlow = ai.defineFlow({ name: 'draw', inputSchema: z.string() }, async () => ({
  message: { role: 'model' as const, content: [{ media: { url: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' } }] },
}))

export const supportAgent = ai.defineAgent<{ step: string }>({ name: 'support', system: 'You help customers.' })
