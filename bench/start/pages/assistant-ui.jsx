/** assistant-ui’s primitives with a runtime of the page’s own, and its Streamdown. */
import {
  AssistantRuntimeProvider,
  ComposerPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
  useLocalRuntime,
} from '@assistant-ui/react'
import { StreamdownTextPrimitive } from '@assistant-ui/react-streamdown'
import { createRoot } from 'react-dom/client'

const adapter = { run: () => Promise.resolve({ content: [{ type: 'text', text: 'Hello.' }] }) }
const parts = { Text: StreamdownTextPrimitive }
const Message = () => (
  <MessagePrimitive.Root>
    <MessagePrimitive.Parts components={parts} />
  </MessagePrimitive.Root>
)
const messages = { UserMessage: Message, AssistantMessage: Message }

function Chat() {
  return (
    <AssistantRuntimeProvider runtime={useLocalRuntime(adapter)}>
      <ThreadPrimitive.Root>
        <ThreadPrimitive.Viewport>
          <ThreadPrimitive.Messages components={messages} />
        </ThreadPrimitive.Viewport>
        <ComposerPrimitive.Root>
          <ComposerPrimitive.Input />
          <ComposerPrimitive.Send>Send</ComposerPrimitive.Send>
        </ComposerPrimitive.Root>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  )
}

createRoot(document.querySelector('#root')).render(<Chat />)
