'use client'
import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useState,
} from 'react'
import { Composer } from '../components/composer.tsx'
import { Contained } from '../components/internal/contained.tsx'
import type { UseAttachmentsOptions } from '../hooks/use-attachments.ts'
import { useChatValue, useDraft } from '../hooks/use-chat-parts.ts'
import { partsOf } from '../model/chat/draft.ts'
import { useChatContext } from './chat-context.ts'
import { Slot } from './slot.tsx'

const ChatFiles = lazy(() => import('./chat-files.tsx'))
const Dictation = lazy(() => import('./chat-dictation.tsx'))

interface ChatComposerProps {
  /** What may go with a message; `false`: nothing. */
  attachments: UseAttachmentsOptions | false
  placeholder: string | undefined
  input: RefObject<HTMLTextAreaElement | null>
}

/** The composer of a chat: its draft, its files, its keys. A token of a reply draws nothing here. */
export function ChatComposer({ attachments, placeholder, input }: ChatComposerProps): ReactNode {
  const { chat, slots, files: drop } = useChatContext()
  const [draft, setDraft] = useDraft(chat)
  const isBusy = useChatValue(chat, ({ status }) => status === 'pending' || status === 'streaming')
  const [files, setFiles] = useState<{ add: (files: File[]) => void }>()
  const onReady = useCallback((add: (files: File[]) => void) => setFiles({ add }), [])
  const [sent, setSent] = useState(0)
  useEffect(() => {
    drop.take(files?.add)
    return () => drop.take(undefined)
  }, [drop, files])
  const { send, stop } = chat.store.getSnapshot()

  const onSend = (): void => {
    const id = send(partsOf(draft))
    // What was not taken stays in the box.
    if (id === undefined) return
    setDraft({ text: '', attachments: [] })
    setSent(sent + 1)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'ArrowUp' || draft.text !== '' || event.shiftKey) return
    const rows = event.currentTarget.closest('.rg-chat')?.querySelectorAll<HTMLElement>('.rg-turn')
    const last = rows?.item(rows.length - 1)
    if (!last) return
    event.preventDefault()
    last.focus()
  }
  return (
    <Composer
      value={draft.text}
      onChange={(text) => setDraft({ text })}
      onSend={onSend}
      onStop={stop}
      busy={isBusy}
      hasContent={draft.attachments.length > 0}
      blocked={draft.attachments.some(({ url }) => url === undefined)}
      placeholder={placeholder}
      inputRef={input}
      onInputKeyDown={onKeyDown}
      accept={attachments ? attachments.accept : undefined}
      onFiles={files?.add}
      before={
        attachments && (
          <Contained on={sent}>
            <Suspense fallback={null}>
              {/* What was refused concerns only the message that it was meant for. */}
              <ChatFiles key={sent} options={attachments} onReady={onReady} />
            </Suspense>
          </Contained>
        )
      }
      tools={
        <>
          <Contained on={sent}>
            <Suspense fallback={null}>
              <Dictation onText={(said) => setDraft({ text: joinWords(chat.store.draft.getSnapshot().text, said) })} />
            </Suspense>
          </Contained>
          <Slot of={slots.composerTools} chat={chat.store.getSnapshot()} text={draft.text} />
        </>
      }
    />
  )
}

const joinWords = (text: string, said: string): string => (text === '' ? said : `${text.trimEnd()} ${said}`)
