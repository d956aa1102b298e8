/** Tools that answer, that ask, that wait for approval, and that leave something behind. */
export function createTools(ai, z) {
  const { tool: define } = { tool: (config, run) => ai.defineTool(config, run) }
  const getWeather = define(
    {
      name: 'getWeather',
      description: 'The weather',
      inputSchema: z.object({ city: z.string() }),
      outputSchema: z.object({ tempC: z.number() }),
    },
    async () => ({ tempC: 4 }),
  )
  const askUser = ai.defineInterrupt({
    name: 'askUser',
    description: 'Asks a person',
    inputSchema: z.object({ question: z.string() }),
    outputSchema: z.object({ approved: z.boolean() }),
    requestMetadata: ({ question }) => ({ ui: 'dialog', q: question }),
  })
  const wire = define(
    { name: 'wire', description: 'Sends money', inputSchema: z.object({ amount: z.number() }), outputSchema: z.any() },
    async ({ amount }, { interrupt, resumed }) => {
      if (!resumed) interrupt({ message: `confirm ${amount}` })
      return { sent: amount, resumed }
    },
  )
  const writeDoc = define(
    {
      name: 'writeDoc',
      description: 'Writes a document',
      inputSchema: z.object({ title: z.string() }),
      outputSchema: z.any(),
    },
    async ({ title }) => {
      ai.currentSession?.()?.addArtifacts?.([{ name: `${title}.md`, parts: [{ text: `# ${title}` }] }])
      return { written: title }
    },
  )
  return { getWeather, askUser, wire, writeDoc, all: [getWeather, askUser, wire, writeDoc] }
}
