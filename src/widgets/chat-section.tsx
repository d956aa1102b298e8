'use client'
import {
  type ComponentProps,
  type DragEvent,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { ChatStorage } from '../client/chat-storage.ts'
import { Contained } from '../components/internal/contained.tsx'
import { cx } from '../components/internal/cx.ts'
import { useChatStatus } from '../hooks/use-chat-parts.ts'
import { newId } from '../model/chat/chat-message.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import { useChatContext } from './chat-context.ts'
import { ChatHeader } from './chat-header.tsx'
import { Slot } from './slot.tsx'

const ThreadList = lazy(() => import('./thread-list.tsx'))

interface ChatSectionProps extends Omit<ComponentProps<'section'>, 'title'> {
  name: string
  input: RefObject<HTMLTextAreaElement | null>
  onClose: (() => void) | undefined
  /** The list of conversations, when there is one. */
  threads: { storage: ChatStorage; current: string | undefined; show: (id: string) => void } | undefined
}

/** Whether the list of conversations lies over the one that is shown, as it does where there is no room beside it. */
function isCovered(section: HTMLElement | null): boolean {
  const list = section?.querySelector('.rg-threads')
  return list ? getComputedStyle(list).position === 'absolute' : false
}

/** The frame of a chat: its header, its list of conversations, and its keys, wherever the focus is inside. */
export function ChatSection({
  name,
  input,
  onClose,
  threads,
  className,
  children,
  ...props
}: ChatSectionProps): ReactNode {
  const { chat, slots, files } = useChatContext()
  const status = useChatStatus(chat)
  const section = useRef<HTMLElement>(null)
  const main = useRef<HTMLDivElement>(null)
  const [isListOpen, setListOpen] = useState(false)
  const isListShown = isListOpen && threads !== undefined

  useKeptFocus(section)

  // What the list lies over must not be reached under it.
  useEffect(() => {
    const { current } = main
    if (!isListShown || !current) return undefined
    const cover = (): void => void current.toggleAttribute('inert', isCovered(section.current))
    const observer = new ResizeObserver(cover)
    observer.observe(current)
    return () => {
      observer.disconnect()
      current.removeAttribute('inert')
    }
  }, [isListShown])

  // Another conversation has another box, which is there when that has been drawn.
  const current = threads?.current
  const wanted = useRef<string>(undefined)
  useEffect(() => {
    if (wanted.current === undefined || wanted.current !== current) return
    wanted.current = undefined
    input.current?.focus()
  }, [current, input])
  const goTo = (id: string): void => {
    if (isCovered(section.current)) setListOpen(false)
    if (id === current) input.current?.focus()
    wanted.current = id
    threads?.show(id)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    props.onKeyDown?.(event)
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
    // One key, one step: the list, then the reply, then whatever is around it.
    if (isListShown && isCovered(section.current)) setListOpen(false)
    else if (status === 'pending' || status === 'streaming') chat.store.getSnapshot().stop()
    else return
    event.preventDefault()
  }
  const drag = (event: DragEvent, take: (data: DataTransfer) => void): void => {
    if (event.defaultPrevented || !files.add || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    take(event.dataTransfer)
  }
  const list = threads && {
    isOpen: isListShown,
    toggle: () => setListOpen(!isListOpen),
    create: () => goTo(newId()),
  }
  const header = <ChatHeader title={name} list={list} onClose={onClose} />
  return (
    // The keys of the controls inside, and files that are dropped anywhere on it: by key there is a button for them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions
    <section
      aria-label={name}
      {...props}
      ref={section}
      className={cx('rg-chat', className)}
      data-status={status}
      onKeyDown={onKeyDown}
      onDragOver={(event) => drag(event, () => undefined)}
      onDrop={(event) => drag(event, (data) => files.add?.([...data.files]))}
    >
      <Slot of={slots.header} chat={chat.store.getSnapshot()} title={name} onClose={onClose} instead={header}>
        {header}
      </Slot>
      <div className="rg-chat-body">
        {isListShown && threads && (
          <Contained on={current}>
            <Suspense fallback={null}>
              <ThreadList storage={threads.storage} current={current} onShow={goTo} />
            </Suspense>
          </Contained>
        )}
        <div ref={main} className="rg-chat-main">
          {children}
        </div>
      </div>
    </section>
  )
}
