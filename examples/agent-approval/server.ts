/** The server of the back office: a Genkit agent with a tool that does nothing before it has been approved. */
import { expressHandler } from '@genkit-ai/express'
import { googleAI } from '@genkit-ai/google-genai'
import express from 'express'
import { genkit, InMemorySessionStore, z } from 'genkit/beta'

const ai = genkit({ plugins: [googleAI()], model: googleAI.model('gemini-2.5-flash') })

const refund = ai.defineTool(
  {
    name: 'refund',
    description: 'Gives a customer their money back. Asks first.',
    inputSchema: z.object({ order: z.string(), amount: z.number() }),
    outputSchema: z.object({ refunded: z.number() }),
  },
  async ({ order, amount }, { interrupt, resumed }) => {
    // The first run stops here and asks. It is run again with `resumed` when somebody has approved it.
    if (!resumed) interrupt({ message: `Order ${order} would be refunded. This cannot be taken back.` })
    return { refunded: amount }
  },
)

const desk = ai.defineAgent({
  name: 'desk',
  system: 'You are the back office of a small bookshop. Every order costs 24 euros. Be brief.',
  tools: [refund],
  // It remembers what it has asked, so that nobody can approve what it has not. For production: one of a database.
  store: new InMemorySessionStore(),
})

export const app = express()
  .use('/api', express.json({ limit: '1mb' }))
  .post('/api/desk', expressHandler(desk))
  .post('/api/desk/getSnapshot', expressHandler(desk.getSnapshotDataAction))
  .post('/api/desk/abort', expressHandler(desk.abortAgentAction))
