import { useAgentFacts } from 'react-genai'
import { type ChatSlotProps, ChatWidget } from 'react-genai/widgets'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import { recordedAgent } from '../agents.ts'
import { streamed } from '../recordings.ts'

/** Agents in a chat: what real ones have sent, played again. */
const meta = preview.meta({ title: 'widgets/ChatWidget agent', component: ChatWidget, args: { title: 'Back office' } })
export default meta

interface Played {
  canvasElement: HTMLElement
}
const ask = async (canvasElement: HTMLElement, status: string, text = 'Go') => {
  await userEvent.type(within(canvasElement).getByRole('textbox', { name: 'Message' }), `${text}{Enter}`)
  await waitFor(() => expect(canvasElement.querySelector('.rg-chat')).toHaveAttribute('data-status', status))
}

function State({ chat }: ChatSlotProps) {
  const { state } = useAgentFacts<{ count: number; status: string }>(chat)
  return state ? (
    <p style={{ margin: 0, padding: '0.5rem 1rem' }}>
      Run {state.count}: {state.status}
    </p>
  ) : null
}

export const StateAndArtifacts = meta.story({
  args: { backend: recordedAgent({ turns: ['97', '98'] }), slots: { footer: State } },
  play: async ({ canvasElement }: Played) => {
    await ask(canvasElement, 'idle')
    await userEvent.click(await within(canvasElement).findByText('doc.md'))
    await expect(within(canvasElement).getByRole('heading', { name: 'v2' })).toBeVisible()
    await expect(within(canvasElement).getByText('Run 1: done')).toBeVisible()
  },
})
export const AsksForApproval = meta.story({
  args: { backend: recordedAgent({ turns: ['91', '92'] }) },
  play: async ({ canvasElement }: Played) => {
    await ask(canvasElement, 'interrupted')
    await expect(await within(canvasElement).findByText('Transfer 5?', { selector: 'p' })).toBeVisible()
  },
})
export const Approved = meta.story({
  args: { backend: recordedAgent({ turns: ['91', '92'] }) },
  play: async ({ canvasElement }: Played) => {
    await ask(canvasElement, 'interrupted')
    await userEvent.click(await within(canvasElement).findByRole('button', { name: 'Approve askUser' }))
    await waitFor(() => expect(canvasElement.querySelector('.rg-chat')).toHaveAttribute('data-status', 'idle'))
    await expect(within(canvasElement).getByText(/After tool/, { selector: 'p:not([role])' })).toBeVisible()
  },
})
export const FailedTurn = meta.story({
  args: { backend: recordedAgent({ turns: ['99'] }) },
  play: async ({ canvasElement }: Played) => ask(canvasElement, 'error'),
})
export const InBackground = meta.story({
  args: {
    backend: recordedAgent({ turns: ['A1'], snapshot: { snapshotId: 'run', status: 'pending' } }),
    slots: {
      composerTools: ({ chat }: ChatSlotProps) => (
        <button type="button" className="rg-button" onClick={() => chat.send('Look into it', { detach: true })}>
          In the background
        </button>
      ),
    },
  },
  play: async ({ canvasElement }: Played) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'In the background' }))
    await expect(await within(canvasElement).findByText(/You can close this page/)).toBeVisible()
  },
})
export const Reconnecting = meta.story({
  args: {
    backend: recordedAgent({
      turns: [
        streamed('The connection breaks in the middle of this sentence, and what has come is still here.').replaceAll(
          /"message":(\{.*?\]\})/g,
          '"message":{"modelChunk":$1}',
        ),
      ],
      breaksAfter: 5,
    }),
  },
  play: async ({ canvasElement }: Played) => {
    await ask(canvasElement, 'streaming')
    await expect(await within(canvasElement).findByText(/Connecting again/)).toBeVisible()
  },
})
