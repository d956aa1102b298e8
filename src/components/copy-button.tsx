'use client'
import { useEffect, useState, type ComponentProps, type ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import { markdownLabels } from './labels/markdown.ts'
import { useLabels } from './parts-context.tsx'

export interface CopyButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'onClick'> {
  /** What is copied. A function is called when it is needed. */
  text: string | (() => string)
  /** What the button says. Default: “Copy”. */
  label?: string | undefined
}

/** Copies a text, and says for a moment that it did. Renders a `<button>`. @selector [data-copied] */
export function CopyButton({ text, label, className, ...props }: CopyButtonProps): ReactNode {
  const labels = useLabels(markdownLabels)
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return undefined
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text())
      setState('copied')
    } catch {
      setState('failed')
    }
  }
  const name = label ?? labels.copy
  const said = { idle: name, copied: labels.copied, failed: labels.notCopied }[state]
  return (
    <button
      type="button"
      aria-label={state === 'idle' ? name : `${name}: ${said}`}
      {...props}
      className={cx('rg-copy', className)}
      data-copied={state === 'copied' || undefined}
      onClick={() => void copy()}
    >
      {said}
    </button>
  )
}
