import { genkit, loadGoogle, z } from './genkit.ts'
import { defineOfflineModel, OFFLINE_MODEL } from './offline-model.ts'

const online = Boolean(process.env['GEMINI_API_KEY'])

export const ai = genkit({
  plugins: online ? [loadGoogle().googleAI()] : [],
  model: online ? 'googleai/gemini-2.5-flash' : OFFLINE_MODEL,
})
if (!online) defineOfflineModel(ai)

export const getWeather = ai.defineTool(
  {
    name: 'getWeather',
    description: 'The weather in a city right now.',
    inputSchema: z.object({ city: z.string() }),
    outputSchema: z.object({ city: z.string(), tempC: z.number(), sky: z.string() }),
  },
  async ({ city }) => {
    await new Promise((resolve) => setTimeout(resolve, 600))
    // Invented, but always the same for the same city.
    const seed = Buffer.from(city).reduce((sum, byte) => sum + byte, 0)
    return { city, tempC: (seed % 30) - 4, sky: ['clear', 'cloudy', 'grey with rain'][seed % 3] ?? 'clear' }
  },
)

/** Waits for a person: the model may ask for it, but only an answer from the page lets it happen. */
export const transfer = ai.defineInterrupt({
  name: 'transfer',
  description: 'Transfers money. Needs a confirmation.',
  inputSchema: z.object({ amount: z.number(), to: z.string() }),
  outputSchema: z.object({ confirmed: z.boolean() }),
})

/** Runs on the server, but asks first: a tool that is run again with `resumed` has been agreed to. */
export const wipe = ai.defineTool(
  {
    name: 'deleteFiles',
    description: 'Deletes every file in a folder. Asks first.',
    inputSchema: z.object({ folder: z.string() }),
    outputSchema: z.object({ deleted: z.number() }),
  },
  async ({ folder }, { interrupt, resumed }) => {
    if (!resumed) interrupt({ reason: `Every file in ${folder} would be gone.` })
    return { deleted: folder.length }
  },
)

/** Only the page knows the answer. */
export const locate = ai.defineInterrupt({
  name: 'localTime',
  description: 'The time where the person is.',
  inputSchema: z.object({}),
  outputSchema: z.object({ time: z.string(), zone: z.string() }),
})

export const Menu = z.object({
  title: z.string(),
  courses: z.array(z.object({ name: z.string(), price: z.number(), vegan: z.boolean() })),
})
