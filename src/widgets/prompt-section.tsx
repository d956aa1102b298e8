'use client'
import { useRef, type ComponentProps, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { cx } from '../components/internal/cx.ts'
import { noticeLabels } from '../components/labels/notices.ts'
import { askLabels } from '../components/labels/widgets.ts'
import { type PartsOptions, useLabels } from '../components/parts-context.tsx'
import type { UseStreamOptions, UseStreamResult } from '../hooks/use-stream.ts'
import { PromptBox } from './prompt-box.tsx'

export interface ToInput<I> {
  /** Makes the backend's input of the question. A backend that takes strings needs none: it gets the question itself. */
  toInput: (question: string) => I
}
export type Optional<T> = { [K in keyof T]?: T[K] | undefined }

/** What every widget with a prompt takes. */
export interface PromptOptions<O, S> extends PartsOptions, UseStreamOptions<O, S> {
  /** Prompts offered beneath the box while it is empty. */
  suggestions?: readonly string[] | undefined
  placeholder?: string | undefined
}

/** The props of a widget, parted: what is for `useStream`, and what is left. */
export function takeStreamOptions<O, S, P extends UseStreamOptions<O, S>>(
  props: P & UseStreamOptions<O, S>,
): [UseStreamOptions<O, S>, Omit<P, keyof UseStreamOptions>] {
  const {
    keepAlive,
    output,
    onChunk,
    onElement,
    onMessage,
    onToolRequest,
    onInterrupt,
    onSuccess,
    onError,
    onSettled,
    ...rest
  } = props
  const callbacks = { onChunk, onElement, onMessage, onToolRequest, onInterrupt, onSuccess, onError, onSettled }
  return [{ keepAlive, output, ...callbacks }, rest]
}

/** Asks again, and takes the focus to the box: the button that had it is gone once it has been pressed. */
export function useRetry(retry: () => void): { input: RefObject<HTMLTextAreaElement | null>; retry: () => void } {
  const input = useRef<HTMLTextAreaElement>(null)
  return {
    input,
    retry: () => {
      input.current?.focus()
      retry()
    },
  }
}

const words = { ...askLabels, ...noticeLabels }

interface PromptSectionProps<I> extends Omit<ComponentProps<'section'>, 'onError'>, Optional<ToInput<I>> {
  reply: Pick<UseStreamResult<I>, 'status' | 'fetchStatus' | 'stop'>
  start: (input: I) => void
  input: RefObject<HTMLTextAreaElement | null>
  suggestions?: readonly string[] | undefined
  placeholder: string
  /** Spoken at turns, never as it grows: a live region around growing text would read every piece of it again. */
  spoken: { streaming: string; done: string }
}

/** A `<section>` with a box that asks, what comes of it, and what is said of it aloud. */
export function PromptSection<I>({
  reply: { status, fetchStatus, stop },
  start,
  input,
  toInput,
  suggestions = [],
  placeholder,
  spoken,
  className,
  children,
  ...props
}: PromptSectionProps<I>): ReactNode {
  const labels = useLabels(words)
  const busy = fetchStatus !== 'idle'
  const onEscape = (event: KeyboardEvent<HTMLElement>): void => {
    props.onKeyDown?.(event)
    if (event.key === 'Escape' && busy) stop()
  }
  const announcements = {
    ...spoken,
    idle: '',
    pending: labels.waiting,
    interrupted: labels.finish.interrupted,
    stopped: labels.stopped,
    // An alert of its own.
    error: '',
  }
  return (
    // The keys of the controls inside, wherever the focus is among them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions
    <section {...props} className={cx('rg-ask', className)} data-status={status} onKeyDown={onEscape}>
      <PromptBox
        busy={busy}
        showSuggestions={status === 'idle'}
        suggestions={suggestions}
        placeholder={placeholder}
        input={input}
        // Without `toInput` the backend takes strings: the type of the props sees to it.
        onAsk={(text) => start(toInput ? toInput(text) : (text as I))}
        onStop={stop}
      />
      {children}
      <p role="status" className="rg-visually-hidden">
        {announcements[status]}
      </p>
    </section>
  )
}
