'use client'
import type { ComponentProps, ReactNode } from 'react'
import type { GenerationUsage } from '../model/data.ts'
import { cx } from './internal/cx.ts'
import { isAmount } from './internal/is-amount.ts'
import { noticeLabels } from './labels/notices.ts'
import { useLabels } from './parts-context.tsx'

export interface UsageLineProps extends Omit<ComponentProps<'p'>, 'children'> {
  usage: GenerationUsage
}

/** What a server has counted may be anything; what is no count is not told. */
const told = (count: unknown, tell: (count: number) => string): string | false => isAmount(count) && tell(count)

/** What a reply has cost, in tokens; nothing when nobody counted. Renders a `<p>`. */
export function UsageLine({ usage, className, ...props }: UsageLineProps): ReactNode {
  const labels = useLabels(noticeLabels)
  const { inputTokens, outputTokens, thoughtsTokens, cachedContentTokens } = usage ?? {}
  const facts = [
    told(inputTokens, labels.tokensIn),
    told(cachedContentTokens, labels.tokensCached),
    told(outputTokens, labels.tokensOut),
    told(thoughtsTokens, labels.tokensThought),
  ].filter(Boolean)
  if (facts.length === 0) return null
  return (
    <p {...props} className={cx('rg-usage', className)}>
      {facts.join(' · ')}
    </p>
  )
}
