import { LivePanel } from 'react-genai/widgets'
import { createGeminiClient } from 'react-genai'
import { mockGemini, type MockLive } from 'react-genai/testing'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import { client } from '../gemini.ts'

const meta = preview.meta({
  title: 'widgets/LivePanel',
  component: LivePanel,
  args: { model: 'gemini-2.5-flash-native-audio-preview', microphone: false },
})
export default meta

async function talk(canvasElement: HTMLElement, text?: string): Promise<void> {
  const canvas = within(canvasElement)
  await userEvent.click(canvas.getByRole('button', { name: 'Start talking' }))
  const box = await canvas.findByRole('textbox', { name: 'Message' })
  if (text) await userEvent.type(box, `${text}{Enter}`)
}

/** A session in which something happens as soon as somebody has written. */
function clientThat(act: (server: MockLive) => void) {
  const mock = mockGemini({
    live: {
      reply: () => {
        act(mock.live)
        return undefined
      },
    },
  })
  return createGeminiClient(mock.options)
}

/** Before anybody has said anything. */
export const Idle = meta.story({ args: { client: client() } })

/** One writes, the model speaks: its words come as they are heard. */
export const Conversation = meta.story({
  args: {
    client: client({
      live: { reply: () => 'Certainly. The train to Bergen leaves at noon, from platform four.', pace: 30 },
    }),
  },
  play: async ({ canvas, canvasElement }) => {
    await talk(canvasElement, 'When does the train leave?')
    await expect(await canvas.findByText(/platform four/)).toBeVisible()
  },
})

/** The browser, or the person, does not give the microphone: one writes. */
export const NoMicrophone = meta.story({
  args: { client: client(), microphone: true },
  beforeEach: () => {
    const { mediaDevices } = navigator
    const own = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException('No.', 'NotAllowedError'))
    return () => {
      mediaDevices.getUserMedia = own
    }
  },
  play: async ({ canvas, canvasElement }) => {
    await talk(canvasElement)
    await expect(await canvas.findByRole('alert')).toHaveTextContent('may not be used here')
  },
})

/** A tool that a person has to agree to, in the middle of it. */
export const ToolWaits = meta.story({
  args: {
    client: clientThat((server) =>
      server.send({ toolCall: { functionCalls: [{ id: '1', name: 'unlockDoor', args: { door: 'front' } }] } }),
    ),
  },
  play: async ({ canvas, canvasElement }) => {
    await talk(canvasElement, 'Let me in')
    await expect(await canvas.findByRole('button', { name: /^Approve/ })).toBeVisible()
  },
})

/** Somebody spoke while the model did. */
export const Interrupted = meta.story({
  args: {
    client: clientThat((server) => {
      setTimeout(
        () => server.send({ serverContent: { outputTranscription: { text: 'Well, it began long ago, when ' } } }),
        20,
      )
      setTimeout(() => server.send({ serverContent: { interrupted: true } }), 40)
    }),
  },
  play: async ({ canvas, canvasElement }) => {
    await talk(canvasElement, 'Tell me everything')
    await waitFor(() => expect(canvas.getByText('Interrupted')).toBeVisible())
  },
})

/** It was cut off, and could not be taken up. */
export const CutOff = meta.story({
  args: { client: clientThat((server) => server.close(1008, 'Out of quota.')) },
  play: async ({ canvas, canvasElement }) => {
    await talk(canvasElement, 'Hello')
    await expect(await canvas.findByRole('alert')).toHaveTextContent('Out of quota')
    await expect(canvas.getByRole('button', { name: 'Start talking' })).toBeVisible()
  },
})
