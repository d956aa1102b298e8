/** A chat of your own: the hooks hold it, the components draw it, and what stands between them is yours. */
import { memo, useCallback } from 'react'
import {
  type ChatInput,
  type ChatStorage,
  type ChatStore,
  type ChatTurnIds,
  type Backend,
  isPart,
  pairTools,
  useAttachments,
  useChat,
  useChatValue,
  useDraft,
  useMessage,
  useToolAnswers,
  useTurns,
} from 'react-genai'
import {
  AttachmentList,
  BranchPicker,
  Composer,
  CopyButton,
  ErrorNotice,
  FinishNotice,
  MessageList,
  MessageView,
  Suggestions,
  ToolAnswerContext,
} from 'react-genai/components'

interface ChatProps {
  backend: Backend<ChatInput>
  storage?: ChatStorage
  suggestions?: readonly string[]
}

/** Reads nothing that a token changes, so it is drawn once. */
export function Chat({ backend, storage, suggestions = [] }: ChatProps) {
  const { store, send } = useChat(backend, { storage, id: storage && 'main' })
  const turns = useTurns(store)
  const draw = useCallback((turn: ChatTurnIds) => <Turn chat={store} turn={turn} />, [store])
  return (
    <section className="rg-chat" aria-label="Chat">
      <ToolAnswerContext.Provider value={useToolAnswers(store)}>
        <MessageList
          items={turns}
          anchor={turns.findLast(({ ids }) => ids.length === 1)?.id}
          after={<Waiting chat={store} />}
        >
          {draw}
        </MessageList>
      </ToolAnswerContext.Provider>
      {turns.length === 0 && <Suggestions suggestions={suggestions} onSelect={send} />}
      <Writing chat={store} />
    </section>
  )
}

/** A message of a person, or a reply with all its tools. */
const Turn = memo(function Turn({ chat, turn }: { chat: ChatStore; turn: ChatTurnIds }) {
  const { branches, switchTo, regenerate, retry } = chat.getSnapshot()
  const last = useMessage(chat, turn.ids.at(-1) ?? turn.id)
  useChatValue(chat, () => branches(turn.id).length)
  if (!last) return null
  return (
    <>
      {turn.ids.map((id, at) => (
        <Row key={id} chat={chat} id={id} next={turn.ids[at + 1] ?? ''} />
      ))}
      {last.error && <ErrorNotice error={last.error} onRetry={() => retry(last.id)} />}
      {last.role !== 'user' && last.status !== 'streaming' && !last.error && (
        <FinishNotice reason={last.status === 'stopped' ? 'aborted' : last.response?.finishReason} />
      )}
      <BranchPicker branches={branches(turn.id)} current={turn.id} onChange={switchTo} />
      <CopyButton text={last.text} />
      {last.role !== 'user' && (
        <button type="button" className="rg-button" onClick={() => regenerate(last.id)}>
          Answer again
        </button>
      )}
    </>
  )
})

/** The leaf that a token draws again. */
function Row({ chat, id, next }: { chat: ChatStore; id: string; next: string }) {
  const message = useMessage(chat, id)
  const answers = useMessage(chat, next)
  // A tool's message is shown with the calls that it answers.
  if (!message || (message.role === 'tool' && message.content.every((part) => isPart(part, 'toolResponse'))))
    return null
  return (
    <MessageView
      message={message}
      responses={answers && pairTools([message, answers])}
      streaming={message.status === 'streaming'}
    />
  )
}

function Waiting({ chat }: { chat: ChatStore }) {
  return useChatValue(chat, ({ status }) => status === 'pending') && <p className="rg-waiting">Waiting for an answer</p>
}

function Writing({ chat }: { chat: ChatStore }) {
  const [draft, setDraft] = useDraft(chat)
  const files = useAttachments(chat, { accept: 'image/*' })
  const isBusy = useChatValue(chat, ({ fetchStatus }) => fetchStatus === 'fetching')
  const { send, stop } = chat.getSnapshot()
  const onSend = () => {
    if (send(files.toParts()) !== undefined) setDraft({ text: '', attachments: [] })
  }
  return (
    <Composer
      value={draft.text}
      onChange={(text) => setDraft({ text })}
      onSend={onSend}
      onStop={stop}
      busy={isBusy}
      hasContent={files.attachments.length > 0}
      blocked={files.isUploading}
      onFiles={files.add}
      before={<AttachmentList attachments={files.attachments} onRemove={files.remove} onRetry={files.retry} />}
    />
  )
}
