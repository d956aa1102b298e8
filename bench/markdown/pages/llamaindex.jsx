/** LlamaIndex’s chat over the AI SDK’s, as its README shows it. */
import './prism.js'
import { useChat } from '@ai-sdk/react'
import { ChatMessages, ChatSection } from '@llamaindex/chat-ui'
import '@llamaindex/chat-ui/styles/markdown.css'
import { DefaultChatTransport } from 'ai'
import { useCallback } from 'react'
import { earlier } from './sources.js'
import { mount, useTurn } from './turn.jsx'

const transport = new DefaultChatTransport({ api: '/chat' })
const messages = earlier.map((text, index) => ({ id: `${index}`, role: 'assistant', parts: [{ type: 'text', text }] }))

function Chat() {
  const handler = useChat({ messages, transport })
  const { sendMessage, status } = handler
  const send = useCallback(() => void sendMessage({ text: 'Go on.' }), [sendMessage])
  useTurn(send, status === 'submitted' || status === 'streaming')
  return (
    <ChatSection handler={handler}>
      <ChatMessages />
    </ChatSection>
  )
}

mount(<Chat />)
