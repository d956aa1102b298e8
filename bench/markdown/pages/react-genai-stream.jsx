import { createGenkitClient, useStream } from 'react-genai'
import { MessageView } from 'react-genai/components'
import 'react-genai/styles.css'
import { mount, useTurn } from './turn.jsx'

const backend = createGenkitClient({ baseUrl: '/' }).flow('flow')

function Reply() {
  const reply = useStream(backend)
  useTurn(reply.start, reply.fetchStatus === 'fetching')
  return reply.messages.map((message, index) => (
    <MessageView key={index} message={message} streaming={reply.isStreaming} />
  ))
}

mount(<Reply />)
