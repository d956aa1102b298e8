/** TanStack AI’s chat with TanStack’s markdown, and that’s own profile for streams. */
import { fetchServerSentEvents, useChat } from '@tanstack/ai-react'
import { streamingMarkdownExtension } from '@tanstack/markdown/extensions/streaming'
import { Markdown } from '@tanstack/markdown/react'
import { memo, useCallback } from 'react'
import { earlier } from './sources.js'
import { mount, useTurn } from './turn.jsx'

const connection = fetchServerSentEvents('/agui')
const initialMessages = earlier.map((content, index) => ({
  id: `${index}`,
  role: 'assistant',
  parts: [{ type: 'text', content }],
}))
const extensions = [streamingMarkdownExtension()]

const Text = memo(({ content }) => <Markdown extensions={extensions}>{content}</Markdown>)

function Chat() {
  const { messages, sendMessage, isLoading } = useChat({ connection, initialMessages })
  const send = useCallback(() => void sendMessage('Go on.'), [sendMessage])
  useTurn(send, isLoading)
  return messages.map((message) => (
    <article key={message.id}>
      {message.parts.map((part, index) => part.type === 'text' && <Text key={index} content={part.content} />)}
    </article>
  ))
}

mount(<Chat />)
