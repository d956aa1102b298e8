import { JobBoard } from 'react-genai/widgets'
import type { Job } from 'react-genai'
import { expect } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import { BATCHES, brokenClient, client, TUNINGS } from '../gemini.ts'

const meta = preview.meta({ title: 'widgets/JobBoard', component: JobBoard, args: { poll: { interval: 3_000 } } })
export default meta

const OPERATION = 'models/veo-3/operations/film'
const operations = [{ name: OPERATION, metadata: { progressPercent: 25, createTime: new Date().toISOString() } }]

/** What runs moves on by itself; what has ended stays. */
export const Live = meta.story({
  args: { client: client({ batches: BATCHES, operations }), operations: [OPERATION] },
  play: async ({ canvas, userEvent }) => {
    await expect(await canvas.findByText('Line 17 is no JSON.')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel Product descriptions, autumn' }))
    await expect(await canvas.findByRole('button', { name: 'Delete Product descriptions, autumn' })).toBeVisible()
  },
})

/** On Vertex AI there are tuning jobs, too. */
export const VertexAI = meta.story({
  args: { client: client({ tunings: TUNINGS }, { vertex: { project: 'p', location: 'l' } }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Tone of the house')).toBeVisible()
  },
})

const price = ({ job, kind }: Job): string | undefined => {
  if (kind !== 'batch') return undefined
  const count = Number((job['batchStats'] as { requestCount?: string } | undefined)?.requestCount ?? 120)
  return `$${(count * 0.0021).toFixed(2)}`
}

/** What it uses and costs is an app’s own to say. */
export const UsageAndCost = meta.story({
  args: {
    client: client({ batches: BATCHES }),
    cost: price,
    summary: (jobs) => (
      <p style={{ margin: 0 }}>
        <strong>{jobs.length} jobs</strong> · 1.2 M tokens this month · about $2.60
      </p>
    ),
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('$0.84')).toBeVisible()
  },
})

export const Nothing = meta.story({ args: { client: client() } })
export const Refused = meta.story({ args: { client: brokenClient() } })
