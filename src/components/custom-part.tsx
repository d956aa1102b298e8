'use client'
import type { ComponentProps, ReactNode } from 'react'
import { CodeBlock } from './code-block.tsx'
import { cx } from './internal/cx.ts'
import { field } from './internal/field.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels, type PartProps } from './parts-context.tsx'

export type CustomPartProps = PartProps<'custom'> & Omit<ComponentProps<'div'>, 'part' | 'children'>

/**
 * A provider's own part. Gemini's code and what came of running it are shown; of others nothing is, unless the app has a
 * component for them (`parts={{ custom: … }}`). A part that broke its type on the way arrives here as `custom.malformed`,
 * and is named instead of dropped. Renders a `<div>`.
 * @selector [data-outcome] of an execution: ok, failed
 */
export function CustomPart({ part, streaming = false, className, ...props }: CustomPartProps): ReactNode {
  const labels = useLabels(partLabels)
  const { executableCode, codeExecutionResult: result, malformed } = part.custom
  const rest = { ...props, className: cx(malformed === undefined ? 'rg-execution' : 'rg-malformed', className) }
  const code = field(executableCode, 'code')
  if (code === undefined && !result) {
    return malformed === undefined ? null : <div {...rest}>{labels.malformedPart}</div>
  }
  const isCode = code !== undefined
  const hasFailed = !isCode && !(field(result, 'outcome') ?? '_OK').endsWith('_OK')
  const language = (isCode && field(executableCode, 'language')?.toLowerCase()) || ''
  const title = isCode ? labels.executedCode : hasFailed ? labels.executionFailed : labels.executionOutput
  const lines = (code ?? field(result, 'output') ?? '').replace(/\r?\n$/, '').split(/\r?\n/)
  return (
    <div {...rest} data-outcome={isCode ? undefined : hasFailed ? 'failed' : 'ok'}>
      <p className="rg-execution-title">{title}</p>
      <CodeBlock language={language} info={language} lines={lines} streaming={isCode && streaming} />
    </div>
  )
}
