import { createGenkitClient, GenAIProvider, useChat } from 'react-genai'
import { MessageView } from 'react-genai/components'
import 'react-genai/styles.css'
import { useCallback } from 'react'
import { earlier } from './sources.js'
import { mount, useTurn } from './turn.jsx'

const backend = createGenkitClient({ baseUrl: '/' }).flow('flow')
const above = earlier.map((text) => ({ role: 'model', content: [{ text }] }))

function Chat() {
  const chat = useChat(backend, { messages: above })
  const { messages, status } = chat
  const { store } = chat
  const send = useCallback(() => store.getSnapshot().send('Go on.'), [store])
  useTurn(send, status === 'pending' || status === 'streaming')
  return messages.map((message) => (
    <MessageView key={message.id} message={message} streaming={message.status === 'streaming'} />
  ))
}

mount(
  <GenAIProvider>
    <Chat />
  </GenAIProvider>,
)
