'use client'
import type { ReactNode } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { FinishNotice } from '../components/finish-notice.tsx'
import { askLabels } from '../components/labels/widgets.ts'
import { useLabels } from '../components/parts-context.tsx'
import type { UseStreamResult } from '../hooks/use-stream.ts'

interface ReplyNoticesProps<I, O, S> {
  reply: UseStreamResult<I, O, S, unknown>
  /** Nothing is there to look at yet. */
  isWaiting: boolean
  onRetry: () => void
}

/** How a reply stands, where its words do not say it: waiting, ended early, failed. */
export function ReplyNotices<I, O, S>({ reply, isWaiting, onRetry }: ReplyNoticesProps<I, O, S>): ReactNode {
  const labels = useLabels(askLabels)
  return (
    <>
      {isWaiting && (
        <p className="rg-waiting" aria-hidden="true">
          {reply.fetchStatus === 'paused'
            ? labels.waitingForNetwork
            : reply.failureCount > 0
              ? labels.retrying
              : labels.waiting}
        </p>
      )}
      {reply.status === 'stopped' && <FinishNotice reason="aborted" />}
      {(reply.status === 'done' || reply.status === 'interrupted') && (
        <FinishNotice
          reason={reply.status === 'interrupted' ? 'interrupted' : reply.response.finishReason}
          detail={reply.response.finishMessage}
        />
      )}
      {reply.status === 'error' && <ErrorNotice error={reply.error} onRetry={onRetry} />}
    </>
  )
}
