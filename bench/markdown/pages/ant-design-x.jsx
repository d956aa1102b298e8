/** Ant Design X: its provider for OpenAI’s wire, its bubbles, its markdown. */
import { Bubble } from '@ant-design/x'
import { XMarkdown } from '@ant-design/x-markdown'
import { OpenAIChatProvider, useXChat, XRequest } from '@ant-design/x-sdk'
import { useCallback } from 'react'
import { earlier } from './sources.js'
import { mount, useTurn } from './turn.jsx'

const provider = new OpenAIChatProvider({
  request: XRequest('/openai', { manual: true, params: { model: 'model', stream: true } }),
})
const defaultMessages = earlier.map((content) => ({ message: { role: 'assistant', content }, status: 'success' }))

const growing = { hasNextChunk: true }
const whole = { hasNextChunk: false }
const role = {
  user: { placement: 'end' },
  assistant: {
    placement: 'start',
    contentRender: (content, { status }) => (
      <XMarkdown streaming={status === 'updating' ? growing : whole}>{content}</XMarkdown>
    ),
  },
}

function Chat() {
  const { messages, onRequest, isRequesting } = useXChat({ provider, defaultMessages })
  const send = useCallback(() => onRequest({ messages: [{ role: 'user', content: 'Go on.' }] }), [onRequest])
  useTurn(send, isRequesting)
  const items = messages.map(({ id, message, status }) => ({
    key: id,
    status,
    role: message.role,
    content: message.content,
  }))
  return <Bubble.List items={items} role={role} autoScroll={false} />
}

mount(<Chat />)
