'use client'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import { field } from './internal/field.ts'
import { own } from './internal/own.ts'
import { noticeLabels } from './labels/notices.ts'
import { useLabels } from './parts-context.tsx'

export interface ErrorNoticeProps extends Omit<ComponentProps<'div'>, 'children'> {
  /** What was thrown: an error of this library, or whatever else. */
  error: unknown
  /** Offers to try again. */
  onRetry?: (() => void) | undefined
}

/** What failed, what it means, and a way on. Renders a `<div role="alert">`. @selector [data-code] */
export function ErrorNotice({ error, onRetry, className, ...props }: ErrorNoticeProps): ReactNode {
  const labels = useLabels(noticeLabels)
  const code = field(error, 'code')
  const message = typeof error === 'string' ? error : field(error, 'message')
  return (
    <div role="alert" {...props} className={cx('rg-error', className)} data-code={code}>
      <p className="rg-error-title">{own(labels.errors, code) ?? code ?? labels.finish.failed}</p>
      {message && (
        <p className="rg-error-text" dir="auto">
          {message}
        </p>
      )}
      {onRetry && (
        <button type="button" className="rg-button" onClick={onRetry}>
          {labels.retry}
        </button>
      )}
    </div>
  )
}
