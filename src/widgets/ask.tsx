'use client'
import type { ComponentProps, ReactNode } from 'react'
import type { Backend } from '../client/backend.ts'
import { Contained } from '../components/internal/contained.tsx'
import { askLabels } from '../components/labels/widgets.ts'
import { PartsProvider, useLabels } from '../components/parts-context.tsx'
import { useStream } from '../hooks/use-stream.ts'
import { AskAnswer } from './ask-answer.tsx'
import { PartSet } from './part-set.tsx'
import {
  type Optional,
  type PromptOptions,
  PromptSection,
  takeStreamOptions,
  type ToInput,
  useRetry,
} from './prompt-section.tsx'

interface AskOwnProps<I, O, S> extends PromptOptions<O, S> {
  /** Who answers. Default: the provider's. */
  backend?: Backend<I, O, S> | undefined
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
 * <Ask backend={genkit.flow<{ prompt: string }>('answer')} toInput={(prompt) => ({ prompt })} />
 * @selector [data-status] idle, pending, streaming, done, stopped, interrupted, error
 */
export function Ask<I = string, O = unknown, S = unknown>({
  parts,
  tools,
  media,
  markdown,
  labels,
  ...props
}: AskProps<I, O, S>): ReactNode {
  return (
    <PartsProvider parts={parts} tools={tools} media={media} markdown={markdown} labels={labels}>
      <PartSet>
        <AskBody {...props} />
      </PartSet>
    </PartsProvider>
  )
}

function AskBody<I, O, S>({
  backend,
  ...props
}: AskOwnProps<I, O, S> & Optional<ToInput<I>> & Omit<ComponentProps<'section'>, 'onError'>): ReactNode {
  const labels = useLabels(askLabels)
  const [options, rest] = takeStreamOptions<O, S, typeof props>(props)
  const reply = useStream<I, O, S, O, unknown>(backend, options)
  const { input, retry } = useRetry(reply.retry)
  return (
    <PromptSection
      {...rest}
      reply={reply}
      start={reply.start}
      input={input}
      placeholder={rest.placeholder ?? labels.askPlaceholder}
      spoken={{ streaming: labels.answering, done: reply.status === 'done' ? labels.answered(reply.text) : '' }}
    >
      <Contained on={reply.message} words={reply.message}>
        <AskAnswer reply={reply} onRetry={retry} />
      </Contained>
    </PromptSection>
  )
}
