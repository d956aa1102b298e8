import { replayBackend } from 'react-genai/testing'
import { Ask } from 'react-genai/widgets'
import { expect, userEvent, waitFor } from 'storybook/test'
import preview from '../.storybook/preview.tsx'
import thoughts from '../test/fixtures/demo/thoughts.json'
import thoughtsShown from '../test/fixtures/demo/thoughts.html?raw'
import trip from '../test/fixtures/demo/trip.json'
import tripShown from '../test/fixtures/demo/trip.html?raw'
import { shownIn } from '../test/shown.ts'

/** Replies of the live demo, saved with its devtools: each is on screen what it was in the demo, element by element. */
const meta = preview.meta({ title: 'Recorded', component: Ask })
export default meta

interface Played {
  canvas: { getByLabelText(text: string): HTMLElement }
  canvasElement: HTMLElement
}

/** Asks, and compares what is there in the end with what was there in the demo. */
const recorded = (recording: typeof trip | typeof thoughts, html: string) => ({
  args: { backend: replayBackend(recording) },
  // Its words are in English, whatever the toolbar says.
  globals: { language: 'en' },
  play: async ({ canvas, canvasElement }: Played): Promise<void> => {
    await userEvent.type(canvas.getByLabelText('Ask'), 'Go{Enter}')
    await waitFor(() => expect(canvasElement.querySelector('.rg-ask')).toHaveAttribute('data-status', 'done'), {
      timeout: 15_000,
    })
    const articles = [...canvasElement.querySelectorAll('article')]
    await expect(articles.map(shownIn).join('\n')).toBe(html)
  },
})

export const Trip = meta.story(recorded(trip, tripShown))
export const Thoughts = meta.story(recorded(thoughts, thoughtsShown))
