'use client'
import type { ComponentProps, ReactNode } from 'react'
import { CodeBlock } from './code-block.tsx'
import { cx } from './internal/cx.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels, type PartProps } from './parts-context.tsx'

export type CustomPartProps = PartProps<'custom'> & Omit<ComponentProps<'div'>, 'part' | 'children'>

const field = (value: unknown, name: string): string | undefined => {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  return typeof found === 'string' ? found : undefined
}

/**
 * A provider's own part. Gemini's code and what came of running it are shown; of others nothing is, unless the app has a
 * component for them (`parts={{ custom: … }}`). A part that broke its type on the way arrives here as `custom.malformed`,
 * and is named instead of dropped. Renders a `<div>`.
 * @selector [data-outcome] of an execution: ok, failed
 */
export function CustomPart({ part, streaming = false, className, ...props }: CustomPartProps): ReactNode {
  const labels = useLabels(partLabels)
  const { custom } = part
  const code = field(custom['executableCode'], 'code')
  const result = custom['codeExecutionResult']
  if (code !== undefined) {
    const language = field(custom['executableCode'], 'language')?.toLowerCase() ?? ''
    return (
      <div {...props} className={cx('rg-execution', className)}>
        <p className="rg-execution-title">{labels.executedCode}</p>
        <CodeBlock language={language} info={language} lines={linesOf(code)} streaming={streaming} />
      </div>
    )
  }
  if (result) {
    const failed = !(field(result, 'outcome') ?? '_OK').endsWith('_OK')
    return (
      <div {...props} className={cx('rg-execution', className)} data-outcome={failed ? 'failed' : 'ok'}>
        <p className="rg-execution-title">{failed ? labels.executionFailed : labels.executionOutput}</p>
        <CodeBlock language="" info="" lines={linesOf(field(result, 'output') ?? '')} streaming={false} />
      </div>
    )
  }
  if (!('malformed' in custom)) return null
  return (
    <div {...props} className={cx('rg-malformed', className)}>
      {labels.malformedPart}
    </div>
  )
}

const linesOf = (text: string): string[] => text.replace(/\r?\n$/, '').split(/\r?\n/)
