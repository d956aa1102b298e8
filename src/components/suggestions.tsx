'use client'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import { askLabels } from './labels/widgets.ts'
import { useLabels } from './parts-context.tsx'

export interface SuggestionsProps extends Omit<ComponentProps<'ul'>, 'children' | 'onSelect'> {
  suggestions: readonly string[]
  onSelect: (suggestion: string) => void
}

/** What one might ask. Renders a `<ul>` of buttons; nothing without any. */
export function Suggestions({ suggestions, onSelect, className, ...props }: SuggestionsProps): ReactNode {
  const labels = useLabels(askLabels)
  // None can also be `null`, where nobody looks at types.
  if (!suggestions?.length) return null
  return (
    <ul aria-label={labels.suggestions} {...props} className={cx('rg-suggestions', className)}>
      {suggestions.map((suggestion) => (
        <li key={suggestion}>
          <button type="button" className="rg-suggestion" onClick={() => onSelect(suggestion)}>
            {suggestion}
          </button>
        </li>
      ))}
    </ul>
  )
}
