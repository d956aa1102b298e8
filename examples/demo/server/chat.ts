import { ai, getWeather, locate, Menu, transfer, wipe } from './ai.ts'
import { z } from './genkit.ts'

/** Parts and messages are Genkit's own, and checked by `generate`; here it is enough that they are objects. */
const Message = z.object({
  role: z.enum(['system', 'user', 'model', 'tool']),
  content: z.array(z.any()),
  metadata: z.record(z.unknown()).optional(),
})

/**
 * A conversation in, a streamed reply out, with tools that ask first. What the page sends is history that it claims, and
 * answers that it claims: a real server would keep the history itself, or check who is asking before a tool acts on it.
 */
export const chatFlow = ai.defineFlow(
  {
    name: 'chat',
    inputSchema: z.object({
      messages: z.array(Message),
      resume: z.object({ respond: z.array(z.any()).optional(), restart: z.array(z.any()).optional() }).optional(),
    }),
  },
  async ({ messages, resume }, { sendChunk }) => {
    const { respond, restart } = resume ?? {}
    // Asked for a menu it answers with an object, which the page draws as it fills in.
    if (/\bmenu\b/i.test(JSON.stringify(messages.at(-1)?.content))) {
      const menu = ai.generateStream({ messages, output: { schema: Menu } })
      for await (const chunk of menu.stream) if (chunk.output) sendChunk(chunk.output)
      return (await menu.response).output
    }
    const { stream, response } = ai.generateStream({
      messages,
      ...(resume && { resume: { ...(respond && { respond }), ...(restart && { restart }) } }),
      tools: [getWeather, transfer, wipe, locate],
    })
    for await (const chunk of stream) sendChunk(chunk.toJSON())
    const result = await response
    // The request holds the system prompt and the tools' schemas: the page has no business with them.
    const { request: _, ...reply } = result.toJSON()
    return reply
  },
)
