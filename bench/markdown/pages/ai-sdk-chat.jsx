/** The AI SDK's chat, and whose markdown it shows. */
import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport } from 'ai'
import { memo, useCallback } from 'react'
import { earlier } from './sources.js'
import { mount, useTurn } from './turn.jsx'

const transport = new DefaultChatTransport({ api: '/chat' })
const above = earlier.map((text, index) => ({ id: `${index}`, role: 'assistant', parts: [{ type: 'text', text }] }))

/** Rows that are memoised: what most examples leave out, and what a long thread cannot do without. */
const Row = memo(({ View, message, streaming }) => (
  <article>
    {message.parts.map(
      (part, index) => part.type === 'text' && <View key={index} text={part.text} streaming={streaming} />,
    )}
  </article>
))

function Chat({ View, options }) {
  const { messages, sendMessage, status } = useChat({ messages: above, transport, ...options })
  const send = useCallback(() => void sendMessage({ text: 'Go on.' }), [sendMessage])
  useTurn(send, status === 'submitted' || status === 'streaming')
  const last = messages.at(-1)
  return messages.map((message) => (
    <Row key={message.id} View={View} message={message} streaming={status === 'streaming' && message === last} />
  ))
}

/** @param View What draws one text: `{ text, streaming }`. */
export function mountChat(View, options) {
  mount(<Chat View={View} options={options} />)
}
