/** The AI SDK’s chat as its quick start builds one, with Streamdown: no list, no storage, no tools. */
import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport } from 'ai'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Streamdown } from 'streamdown'
import 'streamdown/styles.css'

const transport = new DefaultChatTransport({ api: '/chat' })

function Chat() {
  const { messages, sendMessage, status } = useChat({ transport })
  const [text, setText] = useState('')
  return (
    <>
      {messages.map((message) => (
        <article key={message.id}>
          {message.parts.map(
            (part, index) =>
              part.type === 'text' && (
                <Streamdown key={index} isAnimating={status === 'streaming'}>
                  {part.text}
                </Streamdown>
              ),
          )}
        </article>
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void sendMessage({ text })
          setText('')
        }}
      >
        <textarea aria-label="Message" value={text} onChange={(event) => setText(event.target.value)} />
        <button type="submit">Send</button>
      </form>
    </>
  )
}

createRoot(document.querySelector('#root')).render(<Chat />)
