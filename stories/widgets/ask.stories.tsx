import { replayBackend, type RecordedBody, type ReplayOptions } from 'react-genai/testing'
import { Ask } from 'react-genai/widgets'
import { expect, waitFor } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import { trace } from '../recordings.ts'

const meta = preview.meta({ title: 'widgets/Ask', component: Ask })
export default meta

type Canvas = { getByLabelText(text: string): HTMLElement }
type User = { type(element: HTMLElement, text: string): Promise<void> }

const ask = async (canvas: Canvas, userEvent: User): Promise<void> =>
  userEvent.type(canvas.getByLabelText('Ask'), 'What do you say?{Enter}')

/** A story that asks, and waits until the answer stands as its name says. */
function replay(recording: string | RecordedBody, status: string, options: ReplayOptions = {}) {
  return {
    args: { backend: replayBackend(recording, { pace: 5, ...options }) },
    play: async ({
      canvas,
      canvasElement,
      userEvent,
    }: {
      canvas: Canvas
      canvasElement: HTMLElement
      userEvent: User
    }) => {
      await ask(canvas, userEvent)
      await waitFor(() => expect(canvasElement.querySelector('[data-status]')).toHaveAttribute('data-status', status))
    },
  }
}

const suggestions = ['Why is the sky blue?', 'Draw a sunset', 'What is the weather in Oslo?']

export const Idle = meta.story({ args: { backend: replayBackend(trace('02')), suggestions } })
export const Pending = meta.story(replay(trace('02'), 'pending', { frames: 0 }))
export const Streaming = meta.story(replay(trace('02'), 'streaming', { frames: 2 }))
export const Done = meta.story(replay(trace('02'), 'done'))
export const PlainText = meta.story(replay(trace('48'), 'done'))
export const Reasoning = meta.story(replay(trace('04'), 'done'))
export const Thinking = meta.story(replay(trace('04'), 'streaming', { frames: 2 }))
export const Image = meta.story(replay(trace('05'), 'done'))
export const StructuredJson = meta.story(replay(trace('07'), 'done'))
export const DataAndCustom = meta.story(replay(trace('08'), 'done'))
export const ToolLoop = meta.story(replay(trace('09'), 'done'))
export const ToolRunning = meta.story(replay(trace('09'), 'streaming', { frames: 2 }))
export const Interrupted = meta.story(replay(trace('10'), 'interrupted'))
export const InterruptedWithoutChunks = meta.story(replay(trace('12'), 'interrupted'))
export const ServerError = meta.story(replay(trace('21'), 'error'))
export const FailedHalfway = meta.story(replay(trace('25'), 'error'))
export const RefusedHalfway = meta.story(replay(trace('27'), 'error'))
export const CutHalfway = meta.story(replay(trace('02'), 'error', { frames: 2, cut: true }))
export const Truncated = meta.story(replay(trace('02').split('data: {"result"')[0] ?? '', 'error'))
export const WebPage = meta.story(
  replay({ body: '<!doctype html><title>Sign in</title>', contentType: 'text/html' }, 'error'),
)
export const NotFound = meta.story(
  replay({ body: '<pre>Cannot POST /nosuch</pre>', status: 404, contentType: 'text/html' }, 'error'),
)
export const NotAllowed = meta.story(
  replay({ body: '{"status":"PERMISSION_DENIED","message":"Not for you"}', status: 403 }, 'error'),
)
export const Stopped = meta.story({
  args: { backend: replayBackend(trace('02'), { pace: 5, frames: 2 }) },
  play: async ({ canvas, canvasElement, userEvent }) => {
    await ask(canvas, userEvent)
    await canvas.findByText(/Hel/)
    await userEvent.click(canvas.getByRole('button', { name: 'Stop' }))
    await expect(canvasElement.querySelector('[data-status]')).toHaveAttribute('data-status', 'stopped')
    await expect(canvas.getByText(/Hel/)).toBeVisible()
  },
})
export const OtherLanguage = meta.story({
  ...replay(trace('02'), 'done'),
  args: {
    backend: replayBackend(trace('02'), { pace: 5 }),
    labels: { ask: 'Ask', askPlaceholder: 'Hva lurer du på?', send: 'Spør' },
  },
})
