import { type ChatMessageData, indexedDbStorage } from 'react-genai'
import { replayBackend, type RecordedBody, type ReplayOptions } from 'react-genai/testing'
import { type ChatSlots, ChatWidget } from 'react-genai/widgets'
import { expect, userEvent as user, waitFor, within } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import { streamed, trace } from '../recordings.ts'
import { everything as trip } from '../texts.ts'

const meta = preview.meta({
  title: 'widgets/ChatWidget',
  component: ChatWidget,
  args: { title: 'Support' },
})
export default meta

type Message = Pick<ChatMessageData, 'role' | 'content'> & Partial<ChatMessageData>
const said = (role: 'user' | 'model', text: string, more: Partial<ChatMessageData> = {}): Message => ({
  role,
  content: [{ text }],
  // The day between messages must be the same day whenever a story is looked at.
  createdAt: Date.UTC(2026, 10, 20, 9, 30),
  ...more,
})
const flow = (recording: string | RecordedBody, options: ReplayOptions = {}) =>
  replayBackend<never>(recording, { pace: 5, ...options })
const idle = flow(streamed('Because.'))

interface Played {
  canvasElement: HTMLElement
}
const status = (canvasElement: HTMLElement, expected: string) =>
  waitFor(() => expect(canvasElement.querySelector('.rg-chat')).toHaveAttribute('data-status', expected))

/** A story that asks, and waits until the chat stands as its name says. */
const asked = (recording: string | RecordedBody, expected: string, options?: ReplayOptions) => ({
  args: { backend: flow(recording, options) },
  play: async ({ canvasElement }: Played) => {
    await user.type(within(canvasElement).getByRole('textbox', { name: 'Message' }), 'What do you say?{Enter}')
    await status(canvasElement, expected)
  },
})

const conversation: Message[] = [
  said('user', 'Plan two days in Bergen for me.'),
  said('model', trip),
  said('user', 'And if it rains?'),
  said('model', 'It will. Take the **museums on the harbour** for the first day, and a raincoat for the second.'),
]

export const Empty = meta.story({
  args: { backend: idle, suggestions: ['Where is my order?', 'I want to return something', 'Talk to a person'] },
})
export const Conversation = meta.story({ args: { backend: idle, messages: conversation } })
export const Waiting = meta.story(asked(trace('02'), 'pending', { frames: 0 }))
export const Streaming = meta.story(asked(streamed(trip), 'streaming', { frames: 60 }))
export const ToolLoop = meta.story(asked(trace('09'), 'idle'))
export const ToolWaits = meta.story({
  args: { backend: flow(trace('10')) },
  play: async ({ canvasElement }: Played) => {
    await user.type(within(canvasElement).getByRole('textbox', { name: 'Message' }), 'Go{Enter}')
    await within(canvasElement).findByRole('button', { name: /^Approve/ })
  },
})
export const FailedHalfway = meta.story(asked(trace('25'), 'error'))
export const NotSent = meta.story(
  asked({ body: '{"status":"UNAUTHENTICATED","message":"Sign in again."}', status: 401 }, 'error'),
)
export const Stopped = meta.story({
  args: {
    backend: idle,
    messages: [said('user', 'Tell me everything.'), said('model', 'Everything began', { status: 'stopped' })],
  },
})
export const CutByReload = meta.story({
  args: {
    backend: idle,
    messages: [
      said('user', 'Tell me everything.'),
      said('model', 'Everything began when', {
        status: 'failed',
        error: {
          code: 'truncated',
          message: 'The page was closed while this was being written. What had arrived is here.',
        },
      }),
    ],
  },
})
export const Queued = meta.story({
  args: { backend: flow(streamed(trip), { frames: 30 }) },
  play: async ({ canvasElement }: Played) => {
    const box = within(canvasElement).getByRole('textbox', { name: 'Message' })
    await user.type(box, 'Plan a trip{Enter}')
    await status(canvasElement, 'streaming')
    await user.type(box, 'And a return{Enter}')
    await within(canvasElement).findByText('Goes out next')
  },
})
export const Branches = meta.story({
  args: {
    backend: idle,
    messages: [
      said('user', 'Cats or dogs?', { id: 'a' }),
      said('model', 'Cats.', { id: 'b', parentId: 'a' }),
      said('model', 'Dogs.', { id: 'c', parentId: 'a' }),
    ],
  },
})
export const Attachments = meta.story({
  args: { backend: idle, attachments: { accept: 'image/*', maxBytes: 1_000_000 } },
  play: async ({ canvasElement }: Played) => {
    await within(canvasElement).findByRole('button', { name: 'Attach files' })
    const picker = canvasElement.querySelector<HTMLInputElement>('input[type=file]')
    if (!picker) throw new Error('There is nothing to choose files with.')
    await user.upload(picker, [
      new File([atob('R0lGODdhAQABAIAAAP///////ywAAAAAAQABAAACAkQBADs=')], 'dot.gif', { type: 'image/gif' }),
      new File(['x'.repeat(2_000_000)], 'huge.png', { type: 'image/png' }),
    ])
    await within(canvasElement).findByText('dot.gif')
  },
})
export const TenThousandMessages = meta.story({
  args: {
    backend: idle,
    messages: Array.from({ length: 10_000 }, (_, at) =>
      said(at % 2 === 0 ? 'user' : 'model', at % 2 === 0 ? `Question ${at / 2}?` : `Answer **${(at - 1) / 2}**.`),
    ),
  },
})
export const Floating = meta.story({
  args: { backend: idle, mode: 'floating', defaultOpen: true, messages: conversation },
})
export const FloatingClosed = meta.story({ args: { backend: idle, mode: 'floating' } })
export const Panel = meta.story({ args: { backend: idle, mode: 'panel', defaultOpen: true, messages: conversation } })

const storage = indexedDbStorage({ name: 'stories' })
export const Threads = meta.story({
  args: { backend: idle, storage, threads: true },
  play: async ({ canvasElement }: Played) => {
    await storage.clear()
    for (const [at, title] of ['Plan two days in Bergen', 'Where is my order?', 'A recipe for soup'].entries()) {
      await storage.save({ version: 1, id: `t${at}`, title, updatedAt: at }, { changed: [], removed: [] })
    }
    await user.click(within(canvasElement).getByRole('button', { name: 'Show chats' }))
    await within(canvasElement).findByRole('button', { name: 'A recipe for soup' })
  },
})

const slots: ChatSlots = {
  avatar: ({ message }) => <span aria-hidden="true">{message.role === 'user' ? '🙂' : '✨'}</span>,
  meta: ({ message }) => (
    <small>
      {message.role === 'user' ? 'You' : 'Assistant'} ·{' '}
      <time>{new Date(message.createdAt).toISOString().slice(11, 16)}</time>
    </small>
  ),
  composerTools: ({ text }) => <small>{text.length} / 2,000</small>,
  footer: () => <small style={{ textAlign: 'center' }}>Answers may be wrong. Check what matters.</small>,
}
export const Slots = meta.story({ args: { backend: idle, messages: conversation, slots, onFeedback: () => undefined } })
