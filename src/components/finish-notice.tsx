'use client'
import type { ComponentProps, ReactNode } from 'react'
import type { FinishReason } from '../model/data.ts'
import { cx } from './internal/cx.ts'
import { own } from './internal/own.ts'
import { noticeLabels } from './labels/notices.ts'
import { useLabels } from './parts-context.tsx'

export interface FinishNoticeProps extends Omit<ComponentProps<'p'>, 'children'> {
  /** Why the model stopped. @selector [data-reason] */
  reason: FinishReason | undefined
  /** The provider's own words, shown behind ours. Known reasons (`SAFETY`) are put in words. */
  detail?: string | undefined
}

/** Says in words why an answer ended otherwise than it should; nothing for a normal end. Renders a `<p>`. */
export function FinishNotice({ reason, detail, className, ...props }: FinishNoticeProps): ReactNode {
  const labels = useLabels(noticeLabels)
  const text = own(labels.finish, reason)
  if (!text) return null
  return (
    <p {...props} className={cx('rg-notice', className)} data-reason={reason}>
      {text}{' '}
      {detail && typeof detail === 'string' && reason !== 'interrupted' ? (
        <bdi>{own(labels.reasons, detail) ?? detail}</bdi>
      ) : null}
    </p>
  )
}
