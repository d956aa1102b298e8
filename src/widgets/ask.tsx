'use client'
import { useId, useRef, useState, type ComponentProps, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import type { Backend } from '../client/backend.ts'
import { cx } from '../components/internal/cx.ts'
import { PartsProvider, useLabels, type PartsOptions } from '../components/parts-context.tsx'
import { useStream, type UseStreamOptions, type UseStreamResult } from '../hooks/use-stream.ts'
import { AskAnswer } from './ask-answer.tsx'

interface AskOwnProps<I, O, S> extends PartsOptions, UseStreamOptions<O, S> {
  /** Who answers. Default: the provider's. */
  backend?: Backend<I, O, S> | undefined
  /** Questions offered beneath the box while it is empty. */
  suggestions?: readonly string[] | undefined
  placeholder?: string | undefined
}

interface ToInput<I> {
  /** Makes the backend's input of the question. A backend that takes strings needs none: it gets the question itself. */
  toInput: (question: string) => I
}
type Optional<T> = { [K in keyof T]?: T[K] | undefined }

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
  onChunk,
  onMessage,
  onToolRequest,
  onInterrupt,
  onSuccess,
  onError,
  onSettled,
  ...props
}: AskOwnProps<I, O, S> & Optional<ToInput<I>> & Omit<ComponentProps<'section'>, 'onError'>): ReactNode {
  const labels = useLabels()
  const id = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const [question, setQuestion] = useState('')
  const callbacks = { keepAlive, onChunk, onMessage, onToolRequest, onInterrupt, onSuccess, onError, onSettled }
  const reply = useStream<I, O, S>(backend, callbacks)
  const busy = reply.fetchStatus === 'fetching'

  const ask = (text: string): void => {
    // Without `toInput` the backend takes strings: the type of the props sees to it.
    if (!busy && text.trim() !== '') reply.start(toInput ? toInput(text) : (text as I))
  }
  // Both buttons are gone once they have been pressed; without this the focus would go with them.
  const suggest = (text: string): void => {
    input.current?.focus()
    setQuestion(text)
    ask(text)
  }
  const retry = (): void => {
    input.current?.focus()
    reply.retry()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (busy) reply.stop()
    else ask(question)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter that chooses a word of an input method is not a send; Safari says so only by the old key code.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || composing) return
    event.preventDefault()
    ask(question)
  }

  const onEscape = (event: KeyboardEvent<HTMLElement>): void => {
    props.onKeyDown?.(event)
    if (event.key === 'Escape' && busy) reply.stop()
  }

  return (
    // The keys of the controls inside, wherever the focus is among them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions
    <section {...props} className={cx('rg-ask', className)} data-status={reply.status} onKeyDown={onEscape}>
      <form className="rg-ask-form" onSubmit={submit}>
        <label className="rg-visually-hidden" htmlFor={id}>
          {labels.ask}
        </label>
        <textarea
          id={id}
          ref={input}
          className="rg-ask-input"
          rows={1}
          dir="auto"
          value={question}
          placeholder={placeholder ?? labels.askPlaceholder}
          onChange={(event) => setQuestion(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className="rg-ask-send"
          aria-label={busy ? labels.stop : labels.send}
          disabled={!busy && question.trim() === ''}
          // The second click of a double click would stop what the first has sent.
          onClick={(event) => event.detail > 1 && event.preventDefault()}
        >
          <SendIcon stop={busy} />
        </button>
      </form>
      {!busy && (reply.status === 'idle' || question === '') && suggestions.length > 0 && (
        <ul className="rg-suggestions" aria-label={labels.suggestions}>
          {suggestions.map((text) => (
            <li key={text}>
              <button type="button" className="rg-suggestion" onClick={() => suggest(text)}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
      <AskAnswer reply={reply} onRetry={retry} />
      <p role="status" className="rg-visually-hidden">
        {announcement(reply, labels)}
      </p>
    </section>
  )
}

/** Spoken at turns, never per token: a live region around growing text would read every piece of it again. */
function announcement<I, O, S>(reply: UseStreamResult<I, O, S>, labels: ReturnType<typeof useLabels>): string {
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

function SendIcon({ stop }: { stop: boolean }): ReactNode {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" fill="none" aria-hidden="true">
      {stop ? (
        <rect x="5" y="5" width="10" height="10" rx="2" fill="currentColor" />
      ) : (
        <path
          d="M10 16V4M5 9l5-5 5 5"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
    </svg>
  )
}
