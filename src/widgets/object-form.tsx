'use client'
import { useRef, useState, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react'
import type { Backend } from '../client/backend.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { FinishNotice } from '../components/finish-notice.tsx'
import { cx } from '../components/internal/cx.ts'
import { MessageView } from '../components/message-view.tsx'
import type { ObjectViewOptions } from '../components/object-options.ts'
import { ObjectView } from '../components/object-view.tsx'
import { PartsProvider, useLabels, type PartsOptions } from '../components/parts-context.tsx'
import { useStream, type UseStreamOptions, type UseStreamResult } from '../hooks/use-stream.ts'
import type { Message } from '../model/message.ts'
import { useDraft } from './object-draft.ts'
import { ObjectActions } from './object-actions.tsx'
import { PromptBox, type Optional, type ToInput } from './prompt-box.tsx'

interface ObjectFormOwnProps<I, O, S, B>
  extends PartsOptions, UseStreamOptions<O, S>, Pick<ObjectViewOptions, 'fieldLabel'> {
  /** Who fills it in. Default: the provider's. */
  backend?: Backend<I, B, S> | undefined
  /** Prompts offered beneath the box while it is empty. */
  suggestions?: readonly string[] | undefined
  placeholder?: string | undefined
  /**
   * Takes the finished object. With it the fields can be edited before they are handed over. While a promise that it
   * returns is pending the button is busy; when it rejects, the form says so, keeps everything, and reports the error to
   * the page (`reportError`).
   */
  onSubmit?: ((value: O) => unknown) | undefined
}

/** Props of `ObjectForm`; the rest go to its `<section>`. `toInput` is needed unless the backend takes strings. */
export type ObjectFormProps<I = string, O = unknown, S = unknown, B = O> = ObjectFormOwnProps<I, O, S, B> &
  (string extends I ? Optional<ToInput<I>> : ToInput<I>) &
  Omit<ComponentProps<'section'>, 'children' | keyof ObjectFormOwnProps<I, O, S, B>>

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
export function ObjectForm<I = string, B = unknown, S = unknown, O = B>({
  parts,
  tools,
  media,
  labels,
  ...props
}: ObjectFormProps<I, O, S, B>): ReactNode {
  return (
    <PartsProvider parts={parts} tools={tools} media={media} labels={labels}>
      <ObjectFormBody {...props} />
    </PartsProvider>
  )
}

function ObjectFormBody<I, O, S, B>({
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
}: ObjectFormOwnProps<I, O, S, B> &
  Optional<ToInput<I>> &
  Omit<ComponentProps<'section'>, 'onError' | 'onSubmit'>): ReactNode {
  const labels = useLabels()
  const input = useRef<HTMLTextAreaElement>(null)
  const section = useRef<HTMLElement>(null)
  const [asked, setAsked] = useState(0)
  const [refused, setRefused] = useState(0)
  const callbacks = { onChunk, onElement, onMessage, onToolRequest, onInterrupt, onSuccess, onError, onSettled }
  const reply = useStream<I, B, S, O, unknown>(backend, { keepAlive, output, ...callbacks })
  const draft = useDraft(reply, output?.schema)
  const busy = reply.fetchStatus === 'fetching'
  const isEditable = reply.status === 'done' && onSubmit !== undefined

  const retry = (): void => {
    // The button is gone once it has been pressed; without this the focus would go with it.
    input.current?.focus()
    reply.retry()
  }
  const submit = (): unknown => {
    const { value, issues } = draft.check()
    setRefused(issues?.length ?? 0)
    if (!issues) return onSubmit?.(value)
    // The first that can be mended; what is wrong with the whole is said beside the button.
    return section.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }
  const onEscape = (event: KeyboardEvent<HTMLElement>): void => {
    props.onKeyDown?.(event)
    if (event.key === 'Escape' && busy) reply.stop()
  }
  // What is said beside an object, or in place of one; what is the object's own text is in its fields already.
  const said = draft.value === null || draft.issues.some(({ path }) => path.length === 0) ? proseOf(reply) : undefined
  const isEmpty = reply.isStreaming && draft.value === null && !said

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
          setRefused(0)
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
              onChange={isEditable ? draft.change : undefined}
            />
          )}
          {said && <MessageView message={said} streaming={reply.isStreaming} />}
          {(reply.status === 'pending' || isEmpty) && (
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
            <ObjectActions
              // What was malformed has no issues of its own until it is edited.
              refused={refused && (draft.issues.length || (draft.isEdited ? 0 : refused))}
              submit={submit}
              onRetry={draft.isEdited ? undefined : retry}
            />
          )}
        </div>
      )}
      <p role="status" className="rg-visually-hidden">
        {announcement(reply, labels)}
      </p>
    </section>
  )
}

/** The reply as a message, unless all that it says is the object. */
function proseOf<I, O, S>({ message, output }: UseStreamResult<I, O, S, unknown>): Message<O> | undefined {
  const isJson = /^\s*(?:[[{]|```)/.test(message?.text ?? '')
  return message && message.content.length > 0 && !(isJson && output !== null) ? message : undefined
}

/** Spoken at turns, never per field. */
function announcement<I, O, S>(reply: UseStreamResult<I, O, S, unknown>, labels: ReturnType<typeof useLabels>): string {
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
