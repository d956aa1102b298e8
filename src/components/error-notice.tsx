'use client'
import type { ComponentProps, ReactNode } from 'react'
import type { GenAIError } from '../model/errors.ts'
import { cx } from './internal/cx.ts'
import { noticeLabels } from './labels/notices.ts'
import { useLabels } from './parts-context.tsx'

export interface ErrorNoticeProps extends Omit<ComponentProps<'div'>, 'children'> {
  error: GenAIError
  /** Offers to try again. */
  onRetry?: (() => void) | undefined
}

/** What failed, what it means, and a way on. Renders a `<div role="alert">`. @selector [data-code] */
export function ErrorNotice({ error, onRetry, className, ...props }: ErrorNoticeProps): ReactNode {
  const labels = useLabels(noticeLabels)
  return (
    <div role="alert" {...props} className={cx('rg-error', className)} data-code={error.code}>
      <p className="rg-error-title">{labels.errors[error.code] ?? error.code}</p>
      <p className="rg-error-text" dir="auto">
        {error.message}
      </p>
      {onRetry && (
        <button type="button" className="rg-button" onClick={onRetry}>
          {labels.retry}
        </button>
      )}
    </div>
  )
}
