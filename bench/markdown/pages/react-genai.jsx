import { createGenkitClient, Message, useStream } from 'react-genai'
import { MessageView } from 'react-genai/components'
import 'react-genai/styles.css'
import { earlier } from './sources.js'
import { mount, useTurn } from './turn.jsx'

const backend = createGenkitClient({ baseUrl: '/' }).flow('flow')
const above = earlier.map((text) => new Message({ role: 'model', content: [{ text }] }))

function Chat() {
  const reply = useStream(backend)
  useTurn(reply.start, reply.fetchStatus === 'fetching')
  return (
    <>
      {above.map((message, index) => (
        <MessageView key={index} message={message} />
      ))}
      {reply.messages.map((message, index) => (
        <MessageView key={index} message={message} streaming={reply.isStreaming} />
      ))}
    </>
  )
}

mount(<Chat />)
