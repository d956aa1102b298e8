import type { ToolProps } from 'react-genai/components'
import * as z from 'zod/mini'

/** A card for one tool: anything may stand in place of the default. */
function WeatherCard({ part, response }: ToolProps) {
  const { city } = part.toolRequest.input as { city: string }
  const found = response?.toolResponse.output as { tempC: number; sky: string } | undefined
  return (
    <section className="weather" aria-label={`Weather in ${city}`}>
      <strong>{city}</strong> {found ? `${found.tempC} °C, ${found.sky}` : 'looking out of the window …'}
    </section>
  )
}

/** What the page does for the chat’s tools. */
export const tools = {
  getWeather: WeatherCard,
  transfer: {
    schema: z.object({ confirmed: z.boolean() }),
    approve: { confirmed: true },
    decline: { confirmed: false },
  },
  localTime: {
    execute: () => ({
      time: new Date().toLocaleTimeString('en'),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
  },
}
