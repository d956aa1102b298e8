'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { BranchPicker } from '../components/branch-picker.tsx'
import { actionLabels } from '../components/labels/actions.ts'
import { chatLabels } from '../components/labels/chat.ts'
import { markdownLabels } from '../components/labels/markdown.ts'
import { AGAIN, BAD, COPY, EDIT, GOOD, SPEAK, TRASH } from '../components/internal/icons.tsx'
import { useLabels } from '../components/parts-context.tsx'
import { useChatValue } from '../hooks/use-chat-parts.ts'
import type { ChatMessage } from '../model/chat/chat-message.ts'
import { Action } from './action.tsx'
import { type Feedback, useChatContext } from './chat-context.ts'
import { plainText } from './plain-text.ts'
import { Slot } from './slot.tsx'

interface ChatActionsProps {
  /** The last message of the turn. */
  message: ChatMessage
  firstId: string
  onEdit: () => void
}

/** What can be done with a turn: copy, word it otherwise, ask again, judge, read aloud, go from version to version. */
export default function ChatActions({ message, firstId, onEdit }: ChatActionsProps): ReactNode {
  const { chat, slots, feedback: judged, onFeedback } = useChatContext()
  const labels = useLabels(words)
  // The number of versions changes when another one comes; their ids are read when they are drawn.
  const count = useChatValue(chat, ({ branches }) => branches(firstId).length)
  const [feedback, setFeedback] = useState<Feedback>(judged.get(message.id))
  const { branches, switchTo, regenerate, remove } = chat.store.getSnapshot()
  const isUser = message.role === 'user'
  const turn = chat.store.thread.turns.find(({ id }) => id === firstId)
  const textOf = (): string => turn?.ids.map((id) => chat.store.thread.get(id)?.text ?? '').join('') ?? message.text
  const judge = (next: 'good' | 'bad'): void => {
    const value = feedback === next ? undefined : next
    setFeedback(value)
    judged.set(message.id, value)
    onFeedback?.(message, value)
  }
  return (
    <div className="rg-actions" role="group" aria-label={labels.actions}>
      {count > 1 && <BranchPicker branches={branches(firstId)} current={firstId} onChange={switchTo} />}
      {message.status !== 'pending' && message.text !== '' && <CopyAction textOf={textOf} />}
      {isUser && message.status !== 'pending' && <Action icon={EDIT} label={labels.edit} onClick={onEdit} />}
      {isUser && message.status === 'failed' && (
        <Action icon={TRASH} label={labels.remove} onClick={() => remove(message.id)} />
      )}
      {!isUser && !message.error && message.status !== 'interrupted' && (
        <Action icon={AGAIN} label={labels.regenerate} onClick={() => regenerate(message.id)} />
      )}
      {!isUser && onFeedback && (
        <>
          <Action icon={GOOD} label={labels.good} pressed={feedback === 'good'} onClick={() => judge('good')} />
          <Action icon={BAD} label={labels.bad} pressed={feedback === 'bad'} onClick={() => judge('bad')} />
        </>
      )}
      {!isUser && message.text !== '' && <SpeakAction textOf={textOf} />}
      <Slot of={slots.moreActions} chat={chat} message={message} />
    </div>
  )
}

const words = { ...actionLabels, ...chatLabels, ...markdownLabels }

function CopyAction({ textOf }: { textOf: () => string }): ReactNode {
  const labels = useLabels(words)
  const [said, setSaid] = useState<string>()
  useEffect(() => {
    if (said === undefined) return undefined
    const timer = setTimeout(() => setSaid(undefined), 2000)
    return () => clearTimeout(timer)
  }, [said])
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(textOf())
      setSaid(labels.copied)
    } catch {
      setSaid(labels.notCopied)
    }
  }
  return (
    <>
      <Action icon={COPY} label={labels.copyMessage} onClick={() => void copy()} />
      <span role="status" className={said ? 'rg-said' : undefined}>
        {said}
      </span>
    </>
  )
}

/** The browser's own voice, where it has one. */
function SpeakAction({ textOf }: { textOf: () => string }): ReactNode {
  const labels = useLabels(words)
  const [isSpeaking, setSpeaking] = useState(false)
  useEffect(() => (isSpeaking ? () => speechSynthesis.cancel() : undefined), [isSpeaking])
  if (typeof speechSynthesis === 'undefined') return null
  const speak = (): void => {
    if (isSpeaking) return setSpeaking(false)
    const { lang } = document.documentElement
    const speech = new SpeechSynthesisUtterance(plainText(textOf()))
    if (lang) speech.lang = lang
    speech.addEventListener('end', () => setSpeaking(false))
    speech.addEventListener('error', () => setSpeaking(false))
    speechSynthesis.speak(speech)
    setSpeaking(true)
  }
  return (
    <Action
      icon={SPEAK}
      label={isSpeaking ? labels.stopReading : labels.readAloud}
      pressed={isSpeaking}
      onClick={speak}
    />
  )
}
