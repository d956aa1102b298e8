import {
  AssistantRuntimeProvider,
  ComposerPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
  useLocalRuntime,
} from '@assistant-ui/react'
import { StreamdownTextPrimitive } from '@assistant-ui/react-streamdown'
import { roleOf, stage, texts } from './stage.jsx'

const initialMessages = texts.map((text, index) => ({ role: roleOf(index), content: [{ type: 'text', text }] }))

const adapter = {
  async *run({ abortSignal }) {
    const { body } = await fetch('/text', { method: 'POST', signal: abortSignal })
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      text += piece.value
      yield { content: [{ type: 'text', text }] }
    }
  },
}

const User = () => (
  <MessagePrimitive.Root>
    <MessagePrimitive.Parts />
  </MessagePrimitive.Root>
)
const Assistant = () => (
  <MessagePrimitive.Root>
    <MessagePrimitive.Parts components={{ Text: StreamdownTextPrimitive }} />
  </MessagePrimitive.Root>
)

function Chat() {
  const runtime = useLocalRuntime(adapter, { initialMessages })
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root style={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
        <ThreadPrimitive.Viewport style={{ flex: 1, overflow: 'auto' }}>
          <ThreadPrimitive.Messages components={{ UserMessage: User, AssistantMessage: Assistant }} />
        </ThreadPrimitive.Viewport>
        <ComposerPrimitive.Root>
          <ComposerPrimitive.Input />
        </ComposerPrimitive.Root>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  )
}

stage(() => <Chat />)
