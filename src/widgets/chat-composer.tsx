'use client'
import { type KeyboardEvent, type ReactNode, type RefObject, useState } from 'react'
import { AttachmentList } from '../components/attachment-list.tsx'
import { Composer } from '../components/composer.tsx'
import { chatLabels } from '../components/labels/chat.ts'
import { partLabels } from '../components/labels/parts.ts'
import { useLabels } from '../components/parts-context.tsx'
import { useAttachments, type Refusal, type UseAttachmentsOptions } from '../hooks/use-attachments.ts'
import { useChatValue, useDraft } from '../hooks/use-chat-parts.ts'
import { useChatContext } from './chat-context.ts'
import { Dictation } from './dictation.tsx'

const words = { ...chatLabels, ...partLabels }

interface ChatComposerProps {
  /** What may go with a message; `false`: nothing. */
  attachments: UseAttachmentsOptions | false
  placeholder: string | undefined
  input: RefObject<HTMLTextAreaElement | null>
}

/** The composer of a chat: its draft, its files, its keys. A token of a reply draws nothing here. */
export function ChatComposer({ attachments: limits, placeholder, input }: ChatComposerProps): ReactNode {
  const { chat, slots } = useChatContext()
  const labels = useLabels(words)
  const [draft, setDraft] = useDraft(chat)
  const files = useAttachments(chat, limits || {})
  const isBusy = useChatValue(chat, ({ fetchStatus }) => fetchStatus === 'fetching')
  const [refused, setRefused] = useState<readonly Refusal[]>([])
  const { send, stop } = chat.store.getSnapshot()

  const onSend = (): void => {
    const id = send(files.toParts())
    // What was not taken stays in the box.
    if (id === undefined) return
    setDraft({ text: '', attachments: [] })
    setRefused([])
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'ArrowUp' || draft.text !== '' || event.shiftKey) return
    const row = event.currentTarget.closest('.rg-chat')?.querySelectorAll<HTMLElement>('.rg-turn')
    const last = row?.item(row.length - 1)
    if (!last) return
    event.preventDefault()
    last.focus()
  }
  const why = ({ reason, name, limit }: Refusal): string =>
    reason === 'tooMany'
      ? labels.tooManyFiles(limit)
      : reason === 'tooBig'
        ? labels.fileTooBig(name, labels.bytes(limit))
        : labels.fileNotAllowed(name)

  return (
    <Composer
      value={draft.text}
      onChange={(text) => setDraft({ text })}
      onSend={onSend}
      onStop={stop}
      busy={isBusy}
      hasContent={files.attachments.length > 0}
      blocked={files.isUploading}
      placeholder={placeholder}
      inputRef={input}
      onInputKeyDown={onKeyDown}
      {...(limits && {
        accept: limits.accept,
        onFiles: (added: File[]) => setRefused(files.add(added)),
      })}
      before={
        <>
          {refused.length > 0 && (
            <p role="alert" className="rg-composer-refused">
              {[...new Set(refused.map(why))].join(' ')}
            </p>
          )}
          <AttachmentList attachments={files.attachments} onRemove={files.remove} onRetry={files.retry} />
        </>
      }
      tools={
        <>
          <Dictation onText={(said) => setDraft({ text: joinWords(chat.store.draft.getSnapshot().text, said) })} />
          {slots.composerTools && <slots.composerTools chat={chat.store.getSnapshot()} text={draft.text} />}
        </>
      }
    />
  )
}

const joinWords = (text: string, said: string): string => (text === '' ? said : `${text.trimEnd()} ${said}`)
