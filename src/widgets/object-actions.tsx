'use client'
import { useRef, useState, type ReactNode } from 'react'
import { noticeLabels } from '../components/labels/notices.ts'
import { objectLabels } from '../components/labels/objects.ts'
import { useLabels } from '../components/parts-context.tsx'

const words = { ...objectLabels, ...noticeLabels }

interface ObjectActionsProps {
  /** Fields that keep the object from being handed over. */
  refused: number
  /** Hands the object over, if it can be; a promise when that takes a while. */
  submit: () => unknown
  onRetry?: (() => void) | undefined
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

/** What can be done with a finished object, and how handing it over went. */
export function ObjectActions({ refused, submit, onRetry }: ObjectActionsProps): ReactNode {
  const labels = useLabels(words)
  const [progress, setProgress] = useState<'pending' | 'failed'>()
  // Two clicks may come before the first has been drawn.
  const busy = useRef(false)
  const isPending = progress === 'pending'

  const press = async (): Promise<void> => {
    if (busy.current) return
    setProgress(undefined)
    try {
      const result = submit()
      if (!isPromise(result)) return
      busy.current = true
      setProgress('pending')
      await result
      setProgress(undefined)
    } catch (error) {
      setProgress('failed')
      // It is the app's own: its error tracking must hear of it.
      reportError(error)
    } finally {
      busy.current = false
    }
  }
  return (
    <div className="rg-object-actions">
      <p role="alert" className="rg-field-issue">
        {refused > 0 ? labels.refused(refused) : progress === 'failed' && labels.submitFailed}
      </p>
      <button
        type="button"
        className="rg-button rg-button-primary"
        // Not `disabled`: the focus would be lost.
        aria-disabled={isPending || undefined}
        onClick={() => void press()}
      >
        {isPending ? labels.submitting : labels.submitObject}
      </button>
      {onRetry && !isPending && (
        <button type="button" className="rg-button" onClick={onRetry}>
          {labels.retry}
        </button>
      )}
    </div>
  )
}
