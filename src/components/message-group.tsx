'use client'
import { memo, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Contained } from './internal/contained.tsx'
import type { MessageGroup as Group } from './internal/message-groups.ts'

/** Pixels that a row is taken for until it has been drawn. */
const ROW = 120

/** What all groups of a list share. */
export interface GroupWatch {
  /** Calls back when a group comes near, or is far away. */
  watch(element: Element, onNear: (isNear: boolean) => void): () => void
  /** Heights of groups that were drawn before, in pixels. */
  readonly heights: Map<string, number>
  /** How to draw a group at once, for whoever wants to go to one of its rows. */
  readonly show: Map<string, () => void>
}

interface MessageGroupProps<T> {
  group: Group<T>
  count: number
  /** Drawn, however far away. */
  isPinned: boolean
  shared: GroupWatch
  render: (item: T, index: number) => ReactNode
  textOf?: ((item: T) => string) | undefined
}

/** Whether somebody is using what is in it: taking it away would take that away too. */
const isInUse = (element: Element): boolean =>
  element.matches(':focus-within') ||
  [...element.querySelectorAll<HTMLMediaElement>('audio, video')].some(({ paused }) => !paused)

/** Rows that are drawn while they are near the reader, and hold their place while they are not. */
function MessageGroupView<T extends { readonly id: string }>({
  group,
  count,
  isPinned,
  shared,
  render,
  textOf,
}: MessageGroupProps<T>): ReactNode {
  const element = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(isPinned)
  const isDrawn = isNear || isPinned

  useEffect(() => {
    const { current } = element
    if (!current || isPinned) return undefined
    return shared.watch(current, (near) => {
      if (!near && isInUse(current)) return
      if (!near) shared.heights.set(group.id, current.offsetHeight)
      setNear(near)
    })
  }, [shared, group.id, isPinned])
  useLayoutEffect(() => {
    shared.show.set(group.id, () => flushSync(() => setNear(true)))
    return () => void shared.show.delete(group.id)
  }, [shared, group.id])

  // Not as a `style` prop: in the page of a server that would be an attribute, which a Content-Security-Policy refuses.
  const height = shared.heights.get(group.id) ?? group.items.length * ROW
  useLayoutEffect(() => {
    if (element.current) element.current.style.blockSize = isDrawn ? '' : `${height}px`
  }, [isDrawn, height])

  if (!isDrawn) {
    return (
      <div ref={element} className="rg-message-group" data-group={group.id}>
        {textOf && (
          <FoundText text={group.items.map(textOf).join('\n')} onFound={() => flushSync(() => setNear(true))} />
        )}
      </div>
    )
  }
  return (
    <div ref={element} className="rg-message-group" data-group={group.id}>
      {group.items.map((item, at) => (
        <article
          key={item.id}
          className="rg-turn"
          data-item={item.id}
          tabIndex={-1}
          aria-posinset={group.from + at + 1}
          aria-setsize={count}
        >
          <Contained on={item}>
            <Row item={item} index={group.from + at} render={render} />
          </Contained>
        </article>
      ))}
    </div>
  )
}

/** Calls what draws a row where a throw takes only that row. */
function Row<T>({ item, index, render }: Pick<MessageGroupProps<T>, 'render'> & { item: T; index: number }): ReactNode {
  return render(item, index)
}

// `memo` forgets that a component is generic.
export const MessageGroup = memo(MessageGroupView) as typeof MessageGroupView

/** The words of rows that are not drawn, for the browser's own search, which has the rows drawn when it finds them there. */
function FoundText({ text, onFound }: { text: string; onFound: () => void }): ReactNode {
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const { current } = element
    // React knows `hidden` only as yes or no.
    current?.setAttribute('hidden', 'until-found')
    current?.addEventListener('beforematch', onFound)
    return () => current?.removeEventListener('beforematch', onFound)
  })
  return (
    <div ref={element} hidden>
      {text}
    </div>
  )
}
