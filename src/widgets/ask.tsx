'use client'
import { useRef, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react'
import type { Backend } from '../client/backend.ts'
import { cx } from '../components/internal/cx.ts'
import { PartsProvider, useLabels, type PartsOptions } from '../components/parts-context.tsx'
import { useStream, type UseStreamOptions, type UseStreamResult } from '../hooks/use-stream.ts'
import { AskAnswer } from './ask-answer.tsx'
import { PromptBox, type Optional, type ToInput } from './prompt-box.tsx'

interface AskOwnProps<I, O, S> extends PartsOptions, UseStreamOptions<O, S> {
  /** Who answers. Default: the provider's. */
  backend?: Backend<I, O, S> | undefined
  /** Questions offered beneath the box while it is empty. */
  suggestions?: readonly string[] | undefined
  placeholder?: string | undefined
}

/** Props of `Ask`; the rest go to its `<section>`. `toInput` is needed unless the backend takes strings. */
export type AskProps<I = string, O = unknown, S = unknown> = AskOwnProps<I, O, S> &
  (string extends I ? Optional<ToInput<I>> : ToInput<I>) &
  Omit<ComponentProps<'section'>, 'children' | keyof AskOwnProps<I, O, S>>

/**
 * One question, one streamed answer. Renders a `<section>`. Enter sends, Shift+Enter breaks the line, Escape stops.
 * The focus never moves by itself; what the answer says is spoken once, when it is complete.
 *
 * @example
 * <Ask backend={genkit.flow<typeof chatFlow>('chat')} toInput={(prompt) => ({ prompt })} />
 * @selector [data-status] idle, pending, streaming, done, stopped, interrupted, error
 */
export function Ask<I = string, O = unknown, S = unknown>({
  parts,
  tools,
  media,
  labels,
  ...props
}: AskProps<I, O, S>): ReactNode {
  return (
    <PartsProvider parts={parts} tools={tools} media={media} labels={labels}>
      <AskBody {...props} />
    </PartsProvider>
  )
}

function AskBody<I, O, S>({
  backend,
  toInput,
  suggestions = [],
  placeholder,
  className,
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
  ...props
}: AskOwnProps<I, O, S> & Optional<ToInput<I>> & Omit<ComponentProps<'section'>, 'onError'>): ReactNode {
  const labels = useLabels()
  const input = useRef<HTMLTextAreaElement>(null)
  const callbacks = {
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
  }
  const reply = useStream<I, O, S, O, unknown>(backend, callbacks)
  const busy = reply.fetchStatus === 'fetching'

  // The button is gone once it has been pressed; without this the focus would go with it.
  const retry = (): void => {
    input.current?.focus()
    reply.retry()
  }

  const onEscape = (event: KeyboardEvent<HTMLElement>): void => {
    props.onKeyDown?.(event)
    if (event.key === 'Escape' && busy) reply.stop()
  }

  return (
    // The keys of the controls inside, wherever the focus is among them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions
    <section {...props} className={cx('rg-ask', className)} data-status={reply.status} onKeyDown={onEscape}>
      <PromptBox
        busy={busy}
        showSuggestions={reply.status === 'idle'}
        suggestions={suggestions}
        placeholder={placeholder ?? labels.askPlaceholder}
        input={input}
        // Without `toInput` the backend takes strings: the type of the props sees to it.
        onAsk={(text) => reply.start(toInput ? toInput(text) : (text as I))}
        onStop={reply.stop}
      />
      <AskAnswer reply={reply} onRetry={retry} />
      <p role="status" className="rg-visually-hidden">
        {announcement(reply, labels)}
      </p>
    </section>
  )
}

/** Spoken at turns, never per token: a live region around growing text would read every piece of it again. */
function announcement<I, O, S>(reply: UseStreamResult<I, O, S, unknown>, labels: ReturnType<typeof useLabels>): string {
  switch (reply.status) {
    case 'pending':
      return labels.waiting
    case 'streaming':
      return labels.answering
    case 'done':
      return labels.answered(reply.text)
    case 'interrupted':
      return labels.finish.interrupted ?? ''
    case 'stopped':
      return labels.stopped
    default:
      return ''
  }
}
