'use client'
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react'
import { chatLabels } from '../components/labels/chat.ts'
import { useLabels } from '../components/parts-context.tsx'
import type { ChatMessage } from '../model/chat/chat-message.ts'
import { isPart } from '../model/part.ts'
import { useChatContext } from './chat-context.ts'

/** A message being worded otherwise, in its own place. What goes with it goes with the new one. */
export default function ChatEdit({ message, onClose }: { message: ChatMessage; onClose: () => void }): ReactNode {
  const { chat } = useChatContext()
  const labels = useLabels(chatLabels)
  const [text, setText] = useState(message.text)
  const save = (event?: FormEvent): void => {
    event?.preventDefault()
    const others = message.content.filter((part) => !isPart(part, 'text'))
    const id = chat.store.getSnapshot().edit(message.id, text.trim() === '' ? others : [...others, text])
    if (id !== undefined) onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape') {
      // It closes this, and nothing around it.
      event.stopPropagation()
      onClose()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
  }
  return (
    <form className="rg-edit" onSubmit={save}>
      <textarea
        className="rg-composer-input"
        aria-label={labels.message}
        dir="auto"
        // The person has just asked to write here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="rg-edit-bar">
        <button type="button" className="rg-button" onClick={onClose}>
          {labels.cancel}
        </button>
        <button type="submit" className="rg-button rg-button-primary">
          {labels.save}
        </button>
      </div>
    </form>
  )
}
