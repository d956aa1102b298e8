import { GenAIError } from 'react-genai'
import { ErrorNotice, PartView, type PartViewProps } from 'react-genai/components'
import { expect, waitFor } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import SUNSET from '../sunset.png?inline'

const meta = preview.meta({ title: 'components/PartView', component: PartView })
export default meta

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const SILENCE = 'data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA='

const part = (args: PartViewProps['part'], rest: Omit<PartViewProps, 'part'> = {}) => ({
  args: { part: args, ...rest },
})

export const Text = meta.story(part({ text: 'Two paragraphs.\n\nEach is its own block,\nwith its own lines.' }))
export const TextStreaming = meta.story(part({ text: 'A reply that is still being wri' }, { streaming: true }))
export const RightToLeft = meta.story(part({ text: 'مرحبا بك في المساعد.\n\nHello there.' }))
export const Reasoning = meta.story({
  ...part({ reasoning: 'First the volume of a bus, then that of a ball.' }),
  play: async ({ canvas, userEvent }) => {
    const summary = canvas.getByText('Thoughts')
    await expect(canvas.getByText(/volume of a bus/)).not.toBeVisible()
    await userEvent.click(summary)
    await expect(canvas.getByText(/volume of a bus/)).toBeVisible()
  },
})
export const ReasoningStreaming = meta.story({
  ...part({ reasoning: 'First the volume of a bus, then' }, { streaming: true }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/volume of a bus/)).toBeVisible()
  },
})
export const Image = meta.story({
  ...part({ media: { url: SUNSET }, metadata: { alt: 'A sunset over the sea' } }),
  play: async ({ canvas, userEvent }) => {
    const image = canvas.getByRole('img', { name: 'A sunset over the sea' })
    // Its place is kept before it loads.
    await expect(image).toHaveAttribute('width', '96')
    await userEvent.click(canvas.getByRole('button', { name: 'Enlarge: A sunset over the sea' }))
    await expect(canvas.getByRole('dialog')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Close' }))
    await expect(canvas.queryByRole('dialog')).toBeNull()
  },
})
export const Audio = meta.story(part({ media: { url: SILENCE } }))
/** Bare samples, as Gemini speaks them. */
export const AudioSamples = meta.story({
  ...part({
    media: {
      url: `data:audio/L16;codec=pcm;rate=24000;base64,${'AAAA'.repeat(400)}`,
      contentType: 'audio/L16;codec=pcm;rate=24000',
    },
  }),
  play: async ({ canvas }) => {
    await waitFor(() =>
      expect(canvas.getByLabelText('Audio from the model')).toHaveAttribute('src', expect.stringMatching(/^blob:/)),
    )
  },
})
export const Video = meta.story(part({ media: { url: 'data:video/mp4;base64,AAAAIGZ0eXBpc29tAAACAGlzb20=' } }))
export const File = meta.story(
  part({ media: { url: 'data:application/pdf;base64,JVBERi0xLjQK', contentType: 'application/pdf' } }),
)
export const NamedFile = meta.story(
  part({
    media: { url: `data:application/pdf;base64,${'JVBERi0x'.repeat(4000)}`, contentType: 'application/pdf' },
    metadata: { name: 'Rapport 2026.pdf' },
  }),
)
export const FileElsewhere = meta.story(
  part({ media: { url: 'gs://bucket/report.pdf', contentType: 'application/pdf' } }),
)
export const RemoteImageNotAllowed = meta.story({
  ...part({ media: { url: 'https://images.example.com/cat.png?to=secret', contentType: 'image/png' } }),
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole('img')).toBeNull()
    await expect(canvas.getByRole('button', { name: /images\.example\.com/ })).toBeVisible()
  },
})
export const ToolRunning = meta.story(
  part({ toolRequest: { name: 'getWeather', ref: '1', input: { city: 'Oslo' } } }, { streaming: true }),
)
export const ToolPartial = meta.story(
  part({ toolRequest: { name: 'getWeather', ref: '1', input: { city: 'Os' }, partial: true } }, { streaming: true }),
)
export const ToolFailed = meta.story(
  part(
    { toolRequest: { name: 'getWeather', ref: '1', input: { city: 'Atlantis' } } },
    { response: { toolResponse: { name: 'getWeather', ref: '1', output: { error: 'No such place' } } } },
  ),
)
export const ExecutedCode = meta.story({
  args: { part: { text: '' } },
  render: () => (
    <div style={{ display: 'grid', gap: 12 }}>
      <PartView part={{ custom: { executableCode: { language: 'PYTHON', code: 'print(sum(range(10)))\n' } } }} />
      <PartView part={{ custom: { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '45\n' } } }} />
      <PartView part={{ custom: { codeExecutionResult: { outcome: 'OUTCOME_FAILED', output: 'NameError: x' } } }} />
    </div>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByText('45', { exact: false })).toBeVisible()
    await expect(canvas.getByText('The code failed')).toBeVisible()
  },
})
export const ToolDone = meta.story({
  ...part(
    { toolRequest: { name: 'getWeather', ref: '1', input: { city: 'Oslo' } } },
    { response: { toolResponse: { name: 'getWeather', ref: '1', output: { tempC: 4, sky: 'clear' } } } },
  ),
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByText('Used getWeather'))
    await expect(canvas.getByText('clear')).toBeVisible()
  },
})
export const ToolWithPicture = meta.story(
  part(
    { toolRequest: { name: 'drawMap', input: { place: 'Oslo' } } },
    { response: { toolResponse: { name: 'drawMap', output: { zoom: 4 }, content: [{ media: { url: PIXEL } }] } } },
  ),
)
export const ToolWaiting = meta.story(
  part({
    toolRequest: { name: 'transfer', input: { amount: 500, to: 'Ada' } },
    metadata: { interrupt: { reason: 'Confirm' } },
  }),
)
export const ToolRequested = meta.story(part({ toolRequest: { name: 'getWeather', input: { city: 'Oslo' } } }))
export const ToolResponseAlone = meta.story(part({ toolResponse: { name: 'getWeather', output: { tempC: 4 } } }))
export const Data = meta.story(
  part({
    data: {
      name: 'Salmon nigiri',
      price: 42,
      vegan: false,
      tags: ['fish', 'rice'],
      chef: { name: 'Mika', since: null },
    },
  }),
)
/** A provider's own part shows nothing, unless the app has a component for it. */
export const CustomUnknown = meta.story(part({ custom: { provider: 'something of its own' } }))
export const Malformed = meta.story(part({ custom: { malformed: { text: 7 } } }))
export const Resource = meta.story(part({ resource: { uri: 'file:///menu.txt' } }))
/** What the server says to the model shows nothing. */
export const HiddenPurpose = meta.story({
  ...part({ text: 'Output should be JSON', metadata: { purpose: 'output' } }),
  play: async ({ canvas }) => {
    await expect(canvas.queryByText(/Output should/)).toBeNull()
  },
})

const failure = new GenAIError('network', 'No connection to /api/chat. Check that the server runs, then try again.', {
  retryable: true,
})
export const ErrorWithRetry = meta.story({
  args: { part: { text: '' } },
  render: () => <ErrorNotice error={failure} onRetry={() => undefined} />,
})
