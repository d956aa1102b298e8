'use client'
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { cx } from './internal/cx.ts'
import { EndFollower, type FollowMode } from './internal/end-follower.ts'
import { DOWN, Icon } from './internal/icons.tsx'
import { listOf } from './internal/list-of.ts'
import { groupsOf, type MessageGroup as Group } from './internal/message-groups.ts'
import { chatLabels } from './labels/chat.ts'
import { type GroupWatch, MessageGroup } from './message-group.tsx'
import { useLabels } from './parts-context.tsx'

export interface MessageListProps<T extends { readonly id: string }> extends Omit<ComponentProps<'div'>, 'children'> {
  /** Rows, first to last. A row that has not changed should be the same object; what has no `id` is none. */
  items: readonly T[]
  /** Draws a row. Should be the same function from one drawing to the next. */
  children: (item: T, index: number) => ReactNode
  /** How the list moves by itself. Default: `bottom`. */
  follow?: FollowMode | undefined
  /** The id of the row that the reader has just written: the list goes there wherever the reader was. */
  anchor?: string | undefined
  /** Something is being written. */
  busy?: boolean | undefined
  /** Longer lists draw only the rows that are near. Default: 200. */
  drawAll?: number | undefined
  /** The words of a row, so that the browser's search finds those that are not drawn. */
  textOf?: ((item: T) => string) | undefined
  /** Behind the last row: what waits, what failed. */
  after?: ReactNode
}

const isRow = (item: { readonly id: unknown } | null | undefined): boolean => item?.id !== undefined

/** Watches which groups are near the reader, by the height of the list. */
function watchGroups(): GroupWatch {
  const callbacks = new Map<Element, (isNear: boolean) => void>()
  let observer: IntersectionObserver | undefined
  const open = (element: Element): IntersectionObserver =>
    new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) callbacks.get(target)?.(isIntersecting)
      },
      { root: element.closest('.rg-messages-scroller'), rootMargin: '150% 0px' },
    )
  return {
    heights: new Map(),
    show: new Map(),
    watch(element, onNear) {
      callbacks.set(element, onNear)
      observer ??= open(element)
      observer.observe(element)
      return () => {
        callbacks.delete(element)
        observer?.unobserve(element)
        if (callbacks.size > 0) return
        observer?.disconnect()
        observer = undefined
      }
    },
  }
}

/**
 * A conversation that scrolls. Follows its end while the reader is there, and never moves what is being read: not when it
 * grows, nor when images load, nor when older rows are put in front. Long ones draw only what is near.
 * Up and down go from row to row, Home and End to the first and the last.
 *
 * @example
 * <MessageList items={messages}>{(message) => <MessageView message={message} />}</MessageList>
 * @selector [data-at-end]
 */
export function MessageList<T extends { readonly id: string }>({
  items: given,
  children,
  follow = 'bottom',
  anchor,
  busy = false,
  drawAll = 200,
  textOf,
  after,
  className,
  ...props
}: MessageListProps<T>): ReactNode {
  const labels = useLabels(chatLabels)
  const items = useMemo(() => listOf(given, isRow), [given])
  const scroller = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const spacer = useRef<HTMLDivElement>(null)
  const follower = useRef<EndFollower>(null)
  const mode = useRef(follow)
  const [shared] = useState(watchGroups)
  /** How many rows there were when the reader left the end. */
  const [left, setLeft] = useState<number>()
  const count = useRef(items.length)
  const [groups, setGroups] = useState<readonly Group<T>[]>(() => groupsOf(items))
  const [grouped, setGrouped] = useState(items)
  if (grouped !== items) {
    setGrouped(items)
    setGroups(groupsOf(items, groups))
  }

  useLayoutEffect(() => {
    mode.current = follow
    count.current = items.length
  })
  useLayoutEffect(() => {
    if (!scroller.current || !body.current || !rows.current || !spacer.current) return undefined
    follower.current = new EndFollower(
      { scroller: scroller.current, body: body.current, rows: rows.current, spacer: spacer.current },
      {
        mode: () => mode.current,
        onChange: (isAtEnd) => setLeft(isAtEnd ? undefined : count.current),
      },
    )
    return follower.current.start()
  }, [])
  // Rows in front move what is read before any observer hears of it.
  const first = useRef(items[0]?.id)
  useLayoutEffect(() => {
    if (first.current === items[0]?.id) return
    first.current = items[0]?.id
    follower.current?.settle()
  }, [items])
  const known = useRef(anchor)
  /** The last row as it was before this drawing. */
  const lastBefore = useRef<string>(undefined)
  useEffect(() => {
    if (anchor === known.current) return
    known.current = anchor
    const isSent = lastBefore.current === undefined || items.some(({ id }) => id === lastBefore.current)
    // Other rows have taken the place of those that were there: somebody looks at another version, where they are.
    if (anchor === undefined || follow === 'none' || !isSent) return
    const row = rows.current?.querySelector(`[data-item="${CSS.escape(anchor)}"]`)
    if (follow === 'turn' && row) follower.current?.toTop(row)
    else follower.current?.toEnd()
  }, [anchor, follow, items])
  useEffect(() => {
    lastBefore.current = items.at(-1)?.id
  })

  const goTo = useCallback(
    (index: number) => {
      const item = items[index]
      const group = groups.find(({ from, items: own }) => index >= from && index < from + own.length)
      if (!item || !group) return
      shared.show.get(group.id)?.()
      rows.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(item.id)}"]`)?.focus()
    },
    [items, groups, shared],
  )
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { target, key } = event
    const row = target instanceof Element && target.matches('.rg-turn') ? target.getAttribute('data-item') : undefined
    // The keys of what is in a row are its own.
    if (row === undefined && target !== scroller.current) return
    const at = row === undefined ? items.length : items.findIndex(({ id }) => id === row)
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[key]
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    goTo(Math.max(0, Math.min(items.length - 1, next)))
  }

  const unread = left === undefined ? 0 : Math.max(0, items.length - left)
  const isLong = items.length > drawAll
  const last = groups.length - 1
  return (
    <div {...props} className={cx('rg-messages', className)} data-at-end={left === undefined || undefined}>
      {/* It scrolls, so it must be reachable by key; its keys go from row to row. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-tabindex */}
      <div ref={scroller} className="rg-messages-scroller" tabIndex={0} onKeyDown={onKeyDown}>
        <div ref={body}>
          <div
            ref={rows}
            className="rg-messages-content"
            role={items.length > 0 ? 'feed' : undefined}
            aria-label={items.length > 0 ? labels.messages : undefined}
            aria-busy={busy || undefined}
          >
            {groups.map((group, at) => (
              <MessageGroup
                key={group.id}
                group={group}
                count={items.length}
                isPinned={!isLong || at === last}
                shared={shared}
                render={children}
                textOf={isLong ? textOf : undefined}
              />
            ))}
          </div>
          {after}
        </div>
        <div ref={spacer} aria-hidden="true" />
      </div>
      {left !== undefined && (
        <button
          type="button"
          className="rg-jump"
          aria-label={labels.jumpToEnd(unread)}
          onClick={() => {
            follower.current?.toEnd()
            // The button is gone then; without this the focus would go with it.
            scroller.current?.focus({ preventScroll: true })
          }}
        >
          <Icon path={DOWN} />
          {unread > 0 && <span className="rg-jump-count">{labels.newMessages(unread)}</span>}
        </button>
      )}
    </div>
  )
}
