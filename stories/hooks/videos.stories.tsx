import { useGenerateVideos, type GeminiClient } from 'react-genai'
import { ErrorNotice, MediaPart } from 'react-genai/components'
import { expect } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import { brokenClient, client } from '../gemini.ts'

function Film({ client: vertex }: { client: GeminiClient }) {
  const videos = useGenerateVideos(vertex, { poll: { interval: 300, maxInterval: 300 } })
  return (
    <section style={{ display: 'grid', gap: '1rem', justifyItems: 'start' }}>
      <button
        type="button"
        className="rg-button"
        onClick={() => videos.generate({ model: 'veo-3.0-generate-001', prompt: 'A cat on a train' })}
      >
        Film a cat on a train
      </button>
      <p role="status">{videos.status}</p>
      {videos.status === 'running' && <progress aria-label="Progress" value={videos.progress ?? 0} />}
      {videos.parts.map((part, at) => (
        <MediaPart key={at} part={part} />
      ))}
      {videos.error && <ErrorNotice error={videos.error} onRetry={videos.reset} />}
    </section>
  )
}

const meta = preview.meta({ title: 'hooks/useGenerateVideos', component: Film })
export default meta

const onVertex = { vertex: { project: 'p', location: 'l' } }

/** Asked for, looked for, shown. */
export const Videos = meta.story({
  args: { client: client({}, onVertex) },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: /Film/ }))
    await canvas.findByRole('progressbar')
    await expect(await canvas.findByText('done')).toBeVisible()
  },
})

export const Refused = meta.story({
  args: { client: brokenClient() },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: /Film/ }))
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
})
