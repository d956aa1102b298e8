import type { GeminiUsage } from '../../wire/gemini-data.ts'

type Count = { modality?: string; tokenCount?: number }

/** Tokens by modality, added up. */
function sumDetails(one: readonly Count[], other: readonly Count[]): Count[] {
  const sums = new Map<string | undefined, number>()
  for (const { modality, tokenCount = 0 } of [...one, ...other])
    sums.set(modality, (sums.get(modality) ?? 0) + tokenCount)
  return [...sums].map(([modality, tokenCount]) => ({ ...(modality && { modality }), tokenCount }))
}

/** What two requests have cost together. */
export function sumUsage(one: GeminiUsage | undefined, other: GeminiUsage | undefined): GeminiUsage | undefined {
  if (!one || !other) return other ?? one
  const sum: GeminiUsage = { ...one }
  for (const [field, value] of Object.entries(other)) {
    const before = one[field]
    sum[field] =
      typeof before === 'number' && typeof value === 'number'
        ? before + value
        : Array.isArray(before) && Array.isArray(value)
          ? sumDetails(before as Count[], value as Count[])
          : value
  }
  return sum
}
