'use client'
import { useCallback, useRef, useState, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react'
import type { Backend } from '../client/backend.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { FinishNotice } from '../components/finish-notice.tsx'
import { cx } from '../components/internal/cx.ts'
import { MessageView } from '../components/message-view.tsx'
import type { ObjectViewOptions } from '../components/object-options.ts'
import { ObjectView } from '../components/object-view.tsx'
import { PartsProvider, useLabels, type PartsOptions } from '../components/parts-context.tsx'
import { useStream, type UseStreamOptions, type UseStreamResult } from '../hooks/use-stream.ts'
import type { JsonPath } from '../model/json-path.ts'
import { useDraft } from './object-draft.ts'
import { PromptBox, type Optional, type ToInput } from './prompt-box.tsx'

interface ObjectFormOwnProps<I, O, S>
  extends PartsOptions, UseStreamOptions<O, S>, Pick<ObjectViewOptions, 'fieldLabel'> {
  /** Who fills it in. Default: the provider's. */
  backend?: Backend<I, unknown, S> | undefined
  /** Prompts offered beneath the box while it is empty. */
  suggestions?: readonly string[] | undefined
  placeholder?: string | undefined
  /** Takes the finished object. With it the fields can be edited before they are handed over. */
  onSubmit?: ((value: O) => void) | undefined
}

export type ObjectFormProps<I = string, O = unknown, S = unknown> = ObjectFormOwnProps<I, O, S> &
  (string extends I ? Optional<ToInput<I>> : ToInput<I>) &
  Omit<ComponentProps<'section'>, 'children' | keyof ObjectFormOwnProps<I, O, S>>

/**
 * From a prompt to a typed object: its fields appear as they are written, finished ones are marked, and what the schema
 * says against one stands beside it. Renders a `<section>`. With `onSubmit` the fields can be edited when they are all
 * there, are checked again, and handed over.
 *
 * @example
 * const Contact = z.object({ name: z.string(), email: z.email(), phones: z.array(z.string()) })
 * <ObjectForm backend={genkit.flow('contact')} output={{ schema: Contact }} onSubmit={(contact) => save(contact)} />
 * @selector [data-status] idle, pending, streaming, done, stopped, interrupted, error
 */
export function ObjectForm<I = string, O = unknown, S = unknown>({
  parts,
  tools,
  media,
  labels,
  ...props
}: ObjectFormProps<I, O, S>): ReactNode {
  return (
    <PartsProvider parts={parts} tools={tools} media={media} labels={labels}>
      <ObjectFormBody {...props} />
    </PartsProvider>
  )
}

function ObjectFormBody<I, O, S>({
  backend,
  toInput,
  suggestions = [],
  placeholder,
  fieldLabel,
  onSubmit,
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
}: ObjectFormOwnProps<I, O, S> &
  Optional<ToInput<I>> &
  Omit<ComponentProps<'section'>, 'onError' | 'onSubmit'>): ReactNode {
  const labels = useLabels()
  const input = useRef<HTMLTextAreaElement>(null)
  const section = useRef<HTMLElement>(null)
  const [asked, setAsked] = useState(0)
  const callbacks = { onChunk, onElement, onMessage, onToolRequest, onInterrupt, onSuccess, onError, onSettled }
  const reply = useStream<I, unknown, S, O>(backend, { keepAlive, output, ...callbacks })
  const draft = useDraft(reply, output?.schema)
  const busy = reply.fetchStatus === 'fetching'
  const isEditable = reply.status === 'done' && onSubmit !== undefined

  const retry = (): void => {
    // The button is gone once it has been pressed; without this the focus would go with it.
    input.current?.focus()
    reply.retry()
  }
  const submit = (): void => {
    const { value, issues } = draft.check()
    if (!issues) return onSubmit?.(value)
    section.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }
  const onEscape = (event: KeyboardEvent<HTMLElement>): void => {
    props.onKeyDown?.(event)
    if (event.key === 'Escape' && busy) reply.stop()
  }
  const { change } = draft
  const onChange = useCallback((path: JsonPath, value: unknown) => change(path, value), [change])

  return (
    // The keys of the controls inside, wherever the focus is among them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions
    <section
      {...props}
      ref={section}
      className={cx('rg-ask', 'rg-object-form', className)}
      data-status={reply.status}
      onKeyDown={onEscape}
    >
      <PromptBox
        busy={busy}
        showSuggestions={reply.status === 'idle'}
        suggestions={suggestions}
        placeholder={placeholder ?? labels.objectPlaceholder}
        input={input}
        onAsk={(text) => {
          setAsked(asked + 1)
          // Without `toInput` the backend takes strings: the type of the props sees to it.
          reply.start(toInput ? toInput(text) : (text as I))
        }}
        onStop={reply.stop}
      />
      {reply.status !== 'idle' && (
        <div className="rg-ask-answer">
          {draft.value !== null && (
            <ObjectView
              // Another object is another form: what was typed into this one must not stay behind.
              key={asked}
              value={draft.value}
              isComplete={reply.isComplete}
              issues={draft.issues}
              streaming={reply.isStreaming}
              fieldLabel={fieldLabel}
              onChange={isEditable ? onChange : undefined}
            />
          )}
          {draft.value === null && reply.message && reply.text !== '' && (
            <MessageView message={reply.message} streaming={reply.isStreaming} />
          )}
          {reply.status === 'pending' && (
            <p className="rg-waiting" aria-hidden="true">
              {labels.waiting}
            </p>
          )}
          {reply.status === 'stopped' && <FinishNotice reason="aborted" />}
          {(reply.status === 'done' || reply.status === 'interrupted') && (
            <FinishNotice
              reason={reply.status === 'interrupted' ? 'interrupted' : reply.response.finishReason}
              detail={reply.response.finishMessage}
            />
          )}
          {reply.status === 'error' && <ErrorNotice error={reply.error} onRetry={retry} />}
          {isEditable && draft.value !== null && (
            <p className="rg-object-actions">
              <button type="button" className="rg-button rg-button-primary" onClick={submit}>
                {labels.submitObject}
              </button>
              <button type="button" className="rg-button" onClick={retry}>
                {labels.retry}
              </button>
            </p>
          )}
        </div>
      )}
      <p role="status" className="rg-visually-hidden">
        {announcement(reply, labels)}
      </p>
    </section>
  )
}

/** Spoken at turns, never per field. */
function announcement<I, O, S>(reply: UseStreamResult<I, O, S>, labels: ReturnType<typeof useLabels>): string {
  switch (reply.status) {
    case 'pending':
      return labels.waiting
    case 'streaming':
      return labels.filling
    case 'done':
      return reply.output === null ? labels.answered(reply.text) : labels.filled(reply.issues.length)
    case 'interrupted':
      return labels.finish.interrupted ?? ''
    case 'stopped':
      return labels.stopped
    default:
      return ''
  }
}
