'use client'
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { CHAT, CLOSE, Icon } from '../components/internal/icons.tsx'
import { cx } from '../components/internal/cx.ts'
import { chatLabels } from '../components/labels/chat.ts'
import { useLabels } from '../components/parts-context.tsx'
import { useChatValue } from '../hooks/use-chat-parts.ts'
import { useChatContext } from './chat-context.ts'

/** Whether a floating chat is open: the caller's affair, or its own. */
export interface OpenOptions {
  open?: boolean | undefined
  /** Default: false. */
  defaultOpen?: boolean | undefined
  onOpenChange?: ((open: boolean) => void) | undefined
}

interface ChatFrameProps extends OpenOptions, Omit<ComponentProps<'div'>, 'title' | 'children'> {
  mode: 'floating' | 'panel'
  name: string
  input: RefObject<HTMLTextAreaElement | null>
  children: (close: () => void) => ReactNode
}

/**
 * A button in the corner, and the chat that it opens: a dialog that leaves the page usable. The chat stays where it is
 * when it is closed, so a reply goes on. Escape closes it and takes the focus back to the button.
 */
export default function ChatFrame({
  mode,
  name,
  open,
  defaultOpen = false,
  onOpenChange,
  input,
  children,
  className,
  ...props
}: ChatFrameProps): ReactNode {
  const labels = useLabels(chatLabels)
  const id = useId()
  const launcher = useRef<HTMLButtonElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [own, setOwn] = useState(defaultOpen)
  const isOpen = open ?? own
  const isUnread = useUnread(isOpen)
  useKeyboardRoom(frame, isOpen)

  const setOpen = (next: boolean): void => {
    setOwn(next)
    onOpenChange?.(next)
  }
  const goesBack = useRef(false)
  const close = (): void => {
    goesBack.current = true
    setOpen(false)
  }
  // Opened by whatever means, one wants to write. Closed from the start, nobody has asked for the focus.
  const wasOpen = useRef(isOpen)
  useEffect(() => {
    if (isOpen && !wasOpen.current) input.current?.focus()
    // Not before it is drawn: on a phone the button is there only while the chat is closed.
    if (!isOpen && goesBack.current) launcher.current?.focus()
    goesBack.current = false
    wasOpen.current = isOpen
  }, [isOpen, input])

  return (
    <div {...props} className={cx('rg-chat-corner', className)} data-mode={mode} data-open={isOpen || undefined}>
      {/* The keys of the controls inside, wherever the focus is among them. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={frame}
        id={id}
        className="rg-chat-frame"
        role="dialog"
        aria-label={name}
        hidden={!isOpen}
        aria-modal={(isOpen && isWholePage()) || undefined}
        onKeyDown={(event) => {
          if (event.key === 'Tab' && isWholePage()) stayInside(event)
          if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
          event.stopPropagation()
          close()
        }}
      >
        <Inside render={children} close={close} />
      </div>
      <button
        ref={launcher}
        type="button"
        className="rg-launcher"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={isOpen ? labels.closeChat : isUnread ? labels.openUnread : labels.openChat}
        onClick={() => (isOpen ? close() : setOpen(true))}
      >
        <Icon path={isOpen ? CLOSE : CHAT} />
        {isUnread && <span className="rg-launcher-badge" />}
      </button>
    </div>
  )
}

function Inside({ render, close }: { render: (close: () => void) => ReactNode; close: () => void }): ReactNode {
  return render(close)
}

/** Whether something has come while nobody looked: a message, or the end of one. */
function useUnread(isOpen: boolean): boolean {
  const { chat } = useChatContext()
  const now = useChatValue(chat, ({ messages }) => {
    const last = messages.at(-1)
    return last ? `${messages.length} ${last.status}` : ''
  })
  const [seen, setSeen] = useState(now)
  if (isOpen && seen !== now) setSeen(now)
  return !isOpen && seen !== now && !/pending|streaming/.test(now)
}

/** On a phone the chat lies over the whole page. As in the stylesheet. */
const isWholePage = (): boolean => typeof matchMedia === 'function' && matchMedia('(max-width: 30rem)').matches

/** From the last control Tab goes to the first: what is behind a chat that is the page cannot be seen. */
function stayInside(event: KeyboardEvent<HTMLElement>): void {
  const controls = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('button, textarea, input, summary, a[href], [tabindex="0"]'),
  ].filter((control) => control.offsetParent !== null && !control.closest('[inert], [hidden]'))
  const [from, to] = event.shiftKey ? [controls[0], controls.at(-1)] : [controls.at(-1), controls[0]]
  if (event.target !== from) return
  event.preventDefault()
  to?.focus()
}

/**
 * Keeps the whole frame above an on-screen keyboard. iOS lays it over the page and moves the page beneath; only the visual
 * viewport tells.
 */
function useKeyboardRoom(frame: RefObject<HTMLElement | null>, isOpen: boolean): void {
  useEffect(() => {
    const { visualViewport } = globalThis
    const { current } = frame
    if (!isOpen || !visualViewport || !current) return undefined
    const fit = (): void => {
      current.style.setProperty('--rg-viewport-height', `${visualViewport.height}px`)
      current.style.setProperty('--rg-viewport-top', `${visualViewport.offsetTop}px`)
    }
    fit()
    visualViewport.addEventListener('resize', fit)
    visualViewport.addEventListener('scroll', fit)
    return () => {
      visualViewport.removeEventListener('resize', fit)
      visualViewport.removeEventListener('scroll', fit)
    }
  }, [frame, isOpen])
}
