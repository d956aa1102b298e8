'use client'
import type { ComponentProps, ReactNode } from 'react'
import type { FinishReason } from '../model/data.ts'
import { cx } from './internal/cx.ts'
import { noticeLabels } from './labels/notices.ts'
import { useLabels } from './parts-context.tsx'

export interface FinishNoticeProps extends Omit<ComponentProps<'p'>, 'children'> {
  /** Why the model stopped. @selector [data-reason] */
  reason: FinishReason | undefined
  /** The provider's own words, shown behind ours. */
  detail?: string | undefined
}

/** Says in words why an answer ended otherwise than it should; nothing for a normal end. Renders a `<p>`. */
export function FinishNotice({ reason, detail, className, ...props }: FinishNoticeProps): ReactNode {
  const labels = useLabels(noticeLabels)
  // Own names only: the reason is the server's word, and must not find what every object inherits.
  const text = reason && Object.hasOwn(labels.finish, reason) ? labels.finish[reason] : undefined
  if (!text) return null
  return (
    <p {...props} className={cx('rg-notice', className)} data-reason={reason}>
      {text} {detail && reason !== 'interrupted' ? <bdi>{detail}</bdi> : null}
    </p>
  )
}
