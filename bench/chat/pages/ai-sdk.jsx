/** The AI SDK's chat as its own examples build it, with what they leave out for speed: rows that are memoised. */
import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport } from 'ai'
import { memo, useEffect, useRef, useState } from 'react'
import { Streamdown } from 'streamdown'
import 'streamdown/styles.css'
import { roleOf, stage, texts } from './stage.jsx'

const transport = new DefaultChatTransport({ api: '/chat' })
const messages = texts.map((text, index) => ({ id: `${index}`, role: roleOf(index), parts: [{ type: 'text', text }] }))

const Row = memo(({ message, streaming }) => (
  <article>
    {message.parts.map((part, index) =>
      part.type !== 'text' ? null : message.role === 'user' ? (
        <p key={index}>{part.text}</p>
      ) : (
        <Streamdown key={index} isAnimating={streaming}>
          {part.text}
        </Streamdown>
      ),
    )}
  </article>
))

function Chat() {
  const { messages: shown, sendMessage, status } = useChat({ messages, transport })
  const [text, setText] = useState('')
  const list = useRef(null)
  const isBusy = status === 'submitted' || status === 'streaming'
  useEffect(() => {
    list.current.scrollTop = list.current.scrollHeight
    // With every change of what is shown.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [shown])
  const last = shown.at(-1)
  return (
    <>
      <div ref={list} style={{ flex: 1, overflow: 'auto' }}>
        {shown.map((message) => (
          <Row key={message.id} message={message} streaming={isBusy && message === last} />
        ))}
      </div>
      <textarea
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          void sendMessage({ text })
          setText('')
        }}
      />
    </>
  )
}

stage(() => <Chat />)
