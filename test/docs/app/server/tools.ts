import { z } from 'genkit/beta'
import { ai } from './ai.ts'

const getWeather = ai.defineTool(
  { name: 'getWeather', description: 'The weather in a city.', inputSchema: z.object({ city: z.string() }) },
  async ({ city }) => `Clear over ${city}`,
)
const transfer = ai.defineInterrupt({
  name: 'transfer',
  description: 'Asks before it transfers money.',
  inputSchema: z.object({ amount: z.number() }),
  outputSchema: z.object({ confirmed: z.boolean() }),
})

export const tools = { getWeather, transfer }
