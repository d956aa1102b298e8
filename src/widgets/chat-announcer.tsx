'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { chatLabels, type ChatLabels } from '../components/labels/chat.ts'
import { useLabels } from '../components/parts-context.tsx'
import type { ChatSource } from '../hooks/use-chat-parts.ts'
import type { UseChatResult } from '../hooks/use-chat.ts'
import { plainText } from './plain-text.ts'
import { useChatContext } from './chat-context.ts'

/** When a reply is spoken. `sentence`: as it comes, whole sentences at a time · `finish`: when it is complete · `off` */
export type Announce = 'sentence' | 'finish' | 'off'

/** Milliseconds between two pieces: what comes faster, a screen reader would cut off or queue for minutes. */
const PAUSE = 4000

/** Up to the end of the last whole sentence. */
const sentencesOf = (text: string): string => /^[^]*[.!?…。！？](?=\s|$)/.exec(text)?.[0] ?? ''

/** Says aloud what happens in a chat, for those who do not see it: never a token, never the same words twice. */
export default function ChatAnnouncer({ announce }: { announce: Announce }): ReactNode {
  const { chat } = useChatContext()
  const labels = useLabels(chatLabels)
  const [spoken, setSpoken] = useState('')
  useEffect(() => {
    if (announce === 'off') return undefined
    return follow(chat.store, announce, labels, setSpoken)
  }, [chat, announce, labels])
  return (
    <p role="status" className="rg-visually-hidden">
      {spoken}
    </p>
  )
}

/** Listens to a chat and says what there is to say, until the returned function is called. */
function follow(
  store: ChatSource['store'],
  announce: Announce,
  labels: ChatLabels,
  say: (words: string) => void,
): () => void {
  const isRunningNow = (status: UseChatResult['status']): boolean => status === 'pending' || status === 'streaming'
  let wasRunning = isRunningNow(store.getSnapshot().status)
  let message = store.getSnapshot().messageIds.at(-1)
  let said = 0
  let since = -PAUSE
  let isOwed = false

  const hear = (): void => {
    const { status, messages, interrupts } = store.getSnapshot()
    const isRunning = isRunningNow(status)
    const last = messages.at(-1)
    if (last?.id !== message) {
      message = last?.id
      said = 0
    }
    if (isRunning) {
      if (!wasRunning) {
        since = performance.now()
        say(status === 'pending' ? labels.waitingForReply : labels.writingReply)
      } else if (announce === 'sentence' && last?.status === 'streaming' && performance.now() - since > PAUSE) {
        const next = sentencesOf(last.text.slice(said))
        if (next === '') return
        said += next.length
        since = performance.now()
        say(plainText(next))
      }
    } else if (wasRunning || (last?.status === 'interrupted' && isOwed)) {
      const rest = plainText(last?.text.slice(said) ?? '')
      const end = { done: labels.replyDone, stopped: labels.replyStopped, failed: labels.replyFailed }
      const [tool] = interrupts
      // What answers tools may have to be loaded first.
      isOwed = last?.status === 'interrupted' && tool === undefined
      if (isOwed) return void (wasRunning = false)
      if (tool) say(`${rest} ${labels.toolWaits(tool.toolRequest.name)}`.trim())
      else if (last?.role !== 'user') say(rest && last?.status === 'done' ? rest : (end[last?.status as 'done'] ?? ''))
    }
    wasRunning = isRunning
  }
  return store.subscribe(hear)
}
