/** assistant-ui with a runtime of the page's own, as its guide builds one, and whose markdown it shows. */
import {
  AssistantRuntimeProvider,
  MessagePrimitive,
  ThreadPrimitive,
  useAuiState,
  useLocalRuntime,
} from '@assistant-ui/react'
import { useCallback } from 'react'
import { earlier, readText } from './sources.js'
import { mount, useTurn } from './turn.jsx'

const initialMessages = earlier.map((text) => ({ role: 'assistant', content: [{ type: 'text', text }] }))

const adapter = {
  async *run({ abortSignal }) {
    let text = ''
    for await (const piece of readText(abortSignal)) {
      text += piece
      yield { content: [{ type: 'text', text }] }
    }
  },
}

function Turn({ runtime }) {
  const isRunning = useAuiState(({ thread }) => thread.isRunning)
  const send = useCallback(() => runtime.thread.append('Go on.'), [runtime])
  useTurn(send, isRunning)
}

/** @param Text What draws a part of text, which it reads from assistant-ui’s context. */
export function mountThread(Text) {
  const parts = { Text }
  const User = () => (
    <MessagePrimitive.Root>
      <MessagePrimitive.Parts />
    </MessagePrimitive.Root>
  )
  const Assistant = () => (
    <MessagePrimitive.Root>
      <MessagePrimitive.Parts components={parts} />
    </MessagePrimitive.Root>
  )
  const messages = { UserMessage: User, AssistantMessage: Assistant }
  function Page() {
    const runtime = useLocalRuntime(adapter, { initialMessages })
    return (
      <AssistantRuntimeProvider runtime={runtime}>
        <Turn runtime={runtime} />
        <ThreadPrimitive.Messages components={messages} />
      </AssistantRuntimeProvider>
    )
  }
  mount(<Page />)
}
