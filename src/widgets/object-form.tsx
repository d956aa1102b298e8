'use client'
import { useRef, useState, type ComponentProps, type ReactNode } from 'react'
import type { Backend } from '../client/backend.ts'
import { Contained } from '../components/internal/contained.tsx'
import { cx } from '../components/internal/cx.ts'
import { type ObjectLabels, objectLabels } from '../components/labels/objects.ts'
import { type AskLabels, askLabels } from '../components/labels/widgets.ts'
import { MessageCore } from '../components/message-core.tsx'
import type { ObjectViewOptions } from '../components/object-options.ts'
import { ObjectView } from '../components/object-view.tsx'
import { PartsProvider, useLabels } from '../components/parts-context.tsx'
import { useStream, type UseStreamResult } from '../hooks/use-stream.ts'
import type { Message } from '../model/message.ts'
import { ObjectActions } from './object-actions.tsx'
import { useDraft } from './object-draft.ts'
import { PartSet } from './part-set.tsx'
import {
  type Optional,
  type PromptOptions,
  PromptSection,
  takeStreamOptions,
  type ToInput,
  useRetry,
} from './prompt-section.tsx'
import { ReplyNotices } from './reply-notices.tsx'

const words = { ...askLabels, ...objectLabels }

interface ObjectFormOwnProps<I, O, S, B> extends PromptOptions<O, S>, Pick<ObjectViewOptions, 'fieldLabel'> {
  /** Who fills it in. Default: the provider's. */
  backend?: Backend<I, B, S> | undefined
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
  markdown,
  labels,
  ...props
}: ObjectFormProps<I, O, S, B>): ReactNode {
  return (
    <PartsProvider parts={parts} tools={tools} media={media} markdown={markdown} labels={labels}>
      <PartSet>
        <ObjectFormBody {...props} />
      </PartSet>
    </PartsProvider>
  )
}

function ObjectFormBody<I, O, S, B>({
  backend,
  fieldLabel,
  onSubmit,
  className,
  ...props
}: ObjectFormOwnProps<I, O, S, B> &
  Optional<ToInput<I>> &
  Omit<ComponentProps<'section'>, 'onError' | 'onSubmit'>): ReactNode {
  const labels = useLabels(words)
  const answer = useRef<HTMLDivElement>(null)
  const [asked, setAsked] = useState(0)
  const [refused, setRefused] = useState(0)
  const [options, rest] = takeStreamOptions<O, S, typeof props>(props)
  const reply = useStream<I, B, S, O, unknown>(backend, options)
  const { input, retry } = useRetry(reply.retry)
  const draft = useDraft(reply, options.output?.schema)
  const isEditable = reply.status === 'done' && onSubmit !== undefined

  const start = (prompt: I): void => {
    setAsked(asked + 1)
    setRefused(0)
    reply.start(prompt)
  }
  const submit = (): unknown => {
    const { value, issues } = draft.check()
    setRefused(issues?.length ?? 0)
    if (!issues) return onSubmit?.(value)
    // The first that can be mended; what is wrong with the whole is said beside the button.
    return answer.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }
  // What is said beside an object, or in place of one; what is the object's own text is in its fields already.
  const said = draft.value === null || draft.issues.some(({ path }) => path.length === 0) ? proseOf(reply) : undefined
  const isEmpty = reply.isStreaming && draft.value === null && !said

  return (
    <PromptSection
      {...rest}
      className={cx('rg-object-form', className)}
      reply={reply}
      start={start}
      input={input}
      placeholder={rest.placeholder ?? labels.objectPlaceholder}
      spoken={{ streaming: labels.filling, done: reply.status === 'done' ? filled(reply, labels) : '' }}
    >
      {reply.status !== 'idle' && (
        <Contained on={reply.message} words={reply.message}>
          <div className="rg-ask-answer" ref={answer}>
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
            {said && <MessageCore message={said} streaming={reply.isStreaming} />}
            <ReplyNotices reply={reply} isWaiting={reply.status === 'pending' || isEmpty} onRetry={retry} />
            {isEditable && draft.value !== null && (
              <ObjectActions
                // What was malformed has no issues of its own until it is edited.
                refused={refused && (draft.issues.length || (draft.isEdited ? 0 : refused))}
                submit={submit}
                onRetry={draft.isEdited ? undefined : retry}
              />
            )}
          </div>
        </Contained>
      )}
    </PromptSection>
  )
}

/** The reply as a message, unless all that it says is the object. */
function proseOf<I, O, S>({ message, output }: UseStreamResult<I, O, S, unknown>): Message<O> | undefined {
  const isJson = /^\s*(?:[[{]|```)/.test(message?.text ?? '')
  return message && message.content.length > 0 && !(isJson && output !== null) ? message : undefined
}

function filled<I, O, S>(
  { output, text, issues }: UseStreamResult<I, O, S, unknown>,
  labels: AskLabels & ObjectLabels,
): string {
  return output === null ? labels.answered(text) : labels.filled(issues.length)
}
