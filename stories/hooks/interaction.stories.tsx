import { pairTools, useInteraction, type GeminiClient } from 'react-genai'
import { ErrorNotice, MessageView } from 'react-genai/components'
import { expect, waitFor } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import { brokenClient, client } from '../gemini.ts'

const STEPS = [
  {
    type: 'thought',
    summary: [{ type: 'text', text: 'They ask for ferries. I should look at the timetable of the coast.' }],
  },
  { type: 'google_search_call', id: 's1', arguments: { queries: ['ferry Bergen Stavanger timetable'] } },
  { type: 'google_search_result', call_id: 's1', result: { found: 3 } },
  {
    type: 'model_output',
    content: [
      {
        type: 'text',
        text: 'There are **three ferries** a day from Bergen to Stavanger:\n\n1. at 8:00, with breakfast\n2. at 13:30\n3. at 22:30, which sleeps in the fjord',
      },
    ],
  },
]

function Research({ client: gemini }: { client: GeminiClient }) {
  const run = useInteraction(gemini, { storageKey: 'story' })
  const responses = pairTools(run.messages)
  return (
    <section style={{ display: 'grid', gap: '1rem' }}>
      <div style={{ display: 'flex', gap: '0.5rem' }}>
        <button
          type="button"
          className="rg-button"
          onClick={() => run.start({ agent: 'deep-research', input: 'Ferries on the coast', background: true })}
        >
          Find out
        </button>
        {run.fetchStatus === 'fetching' && (
          <button type="button" className="rg-button" onClick={() => void run.cancel()}>
            Cancel
          </button>
        )}
        {run.status === 'stopped' && (
          <button type="button" className="rg-button" onClick={() => run.resume()}>
            Go on
          </button>
        )}
      </div>
      <p role="status" data-status={run.status}>
        {run.status}
      </p>
      {run.messages
        .filter(({ role }) => role !== 'tool')
        .map((message, at) => (
          <MessageView key={at} message={message} responses={responses} streaming={run.isStreaming} />
        ))}
      {run.error && <ErrorNotice error={run.error} />}
    </section>
  )
}

const meta = preview.meta({
  title: 'hooks/useInteraction',
  component: Research,
  beforeEach: () => localStorage.clear(),
})
export default meta

/** In the background: reload the page while it runs, and it goes on. */
export const Background = meta.story({
  args: { client: client({ interactions: { steps: () => STEPS, pace: 30 } }) },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Find out' }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('done'))
    await expect(canvas.getByText(/sleeps in the fjord/)).toBeVisible()
  },
})

/** To cancel is to end it where it runs. What had arrived is kept. */
export const Cancelled = meta.story({
  args: { client: client({ interactions: { steps: () => STEPS, pace: 60 } }) },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Find out' }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('streaming'))
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('cancelled'))
  },
})

export const Refused = meta.story({
  args: { client: brokenClient() },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Find out' }))
    await expect(await canvas.findByRole('alert')).toHaveTextContent('403')
  },
})
