import { isObject } from '../wire/json.ts'

/** The fields in which tools say why they ask, as Genkit's samples and middleware spell them. */
const REASONS = ['message', 'reason', 'question', 'q', 'title', 'description']

/** Why a tool asks, from its `metadata.interrupt`; `undefined` when it has not said so. */
export function interruptReason(interrupt: unknown): string | undefined {
  if (typeof interrupt === 'string') return interrupt || undefined
  if (!isObject(interrupt)) return undefined
  return REASONS.map((name) => interrupt[name]).find(
    (value): value is string => typeof value === 'string' && value !== '',
  )
}
