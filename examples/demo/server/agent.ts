import { ai } from './ai.ts'
import { InMemorySessionStore, z } from './genkit.ts'

/** What the page is shown of the work while it goes on. */
export interface DeskState {
  task: string
  steps: { name: string; done: boolean }[]
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const STEPS = ['Collect the sources', 'Read them', 'Compare the numbers', 'Write the report']

/** Works for a while, says in the session's state how far it is, and leaves a document. */
const writeReport = ai.defineTool(
  {
    name: 'writeReport',
    description: 'Writes a report about something, as a document of its own.',
    inputSchema: z.object({ topic: z.string() }),
    outputSchema: z.object({ written: z.string() }),
  },
  async ({ topic }) => {
    const session = ai.currentSession<DeskState>()
    const say = (done: number): void =>
      session.updateCustom(() => ({ task: topic, steps: STEPS.map((name, at) => ({ name, done: at < done })) }))
    for (const at of STEPS.keys()) {
      say(at)
      await pause(900)
    }
    say(STEPS.length)
    const name = `${topic.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.md`
    session.addArtifacts([{ name, parts: [{ text: reportOn(topic) }] }])
    return { written: name }
  },
)

const reportOn = (topic: string): string => `# ${topic}

What two weeks of looking into it come to:

1. **It can be done** with what we have.
2. It costs about a third of what was expected.
3. Nobody has asked the people who would use it.

| What | This year | Next year |
|---|---:|---:|
| Cost | 12,000 | 4,000 |
| Hours saved | 300 | 900 |
`

/** Sends money, and asks first: a tool that is run again with \`resumed\` has been agreed to. */
const refund = ai.defineTool(
  {
    name: 'refund',
    description: 'Gives a customer their money back. Asks first.',
    inputSchema: z.object({ order: z.string(), amount: z.number() }),
    outputSchema: z.object({ refunded: z.number(), order: z.string() }),
  },
  async ({ order, amount }, { interrupt, resumed }) => {
    if (!resumed) interrupt({ message: `Order ${order} would be refunded, ${amount} kr. This cannot be taken back.` })
    return { refunded: amount, order }
  },
)

/** Answers nothing by itself: the page asks the person, in a form of the tool's own schema. */
const askCustomer = ai.defineInterrupt({
  name: 'askCustomer',
  description: 'Asks the person for what is missing.',
  inputSchema: z.object({ question: z.string() }),
  outputSchema: z.object({ reason: z.enum(['broken', 'late', 'unwanted']), details: z.string().optional() }),
  requestMetadata: ({ question }) => ({ question }),
})

/** An agent that keeps its sessions on the server, so it can go on in the background and be gone back to. */
export const deskAgent = ai.defineAgent<DeskState>({
  name: 'desk',
  system: 'You are the back office of a small shop. Use your tools; keep answers short.',
  tools: [writeReport, refund, askCustomer],
  store: new InMemorySessionStore(),
})
