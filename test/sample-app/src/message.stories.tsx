import type { Meta, StoryObj } from '@storybook/react-vite'
import { ErrorNotice, MessageView } from 'react-genai/components'
import { useReply } from 'react-genai/storybook'
import { end, script, text, wait } from 'react-genai/testing'
import lateOrder from '../recordings/late-order.json'

const meta = {
  title: 'Message',
  component: MessageView,
} satisfies Meta<typeof MessageView>
export default meta

type Story = StoryObj<typeof MessageView>

/** A story about a reply that is written by hand. */
export const Weather: Story = {
  parameters: {
    reply: script(text('Paris: '), wait(200), text('it is '), wait(100), text('**21 °C**.'), end()),
    replyFrom: 2,
  },
}

/** A reply that a server once gave. */
export const LateOrder: Story = {
  parameters: { reply: lateOrder },
}

/** All of it, drawn by the story itself: every message, and what went wrong. */
function Whole() {
  const { messages, streaming, error } = useReply()
  return (
    <>
      {messages.map((message, index) => (
        <MessageView key={index} message={message} streaming={streaming && index === messages.length - 1} />
      ))}
      {error && <ErrorNotice error={error} />}
    </>
  )
}
export const WholeOrder: Story = {
  render: () => <Whole />,
  parameters: { reply: lateOrder, replyFrom: 4 },
}
