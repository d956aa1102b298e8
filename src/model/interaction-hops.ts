/** A reply of the Interactions API in several requests: each is an interaction of its own (protocols/gemini 2.8). */
import type { Interaction, InteractionStatus, InteractionStep, InteractionUsage } from '../wire/interaction-data.ts'
import { isObject, type Fields } from '../wire/json.ts'
import { withOutput } from './interaction.ts'

/** The token to ask on with. None when the server hands back the one that it was asked with: that would go on for ever. */
export const tokenBehind = (
  status: InteractionStatus | undefined,
  token: string | undefined,
  sent: string | undefined,
): string | undefined => (status === 'requires_continuation' && token && token !== sent ? token : undefined)

/** Counts by kind, added up: `{ modality, tokens }`, `{ type, count }`. */
function sumCounts(one: readonly unknown[], other: readonly unknown[]): unknown[] {
  const sums = new Map<unknown, Fields>()
  for (const entry of [...one, ...other]) {
    if (!isObject(entry)) continue
    const field = 'count' in entry ? 'count' : 'tokens'
    const kind = entry['modality'] ?? entry['type']
    const before = sums.get(kind)
    const [count, more] = [before?.[field], entry[field]]
    sums.set(kind, typeof count === 'number' && typeof more === 'number' ? { ...before, [field]: count + more } : entry)
  }
  return [...sums.values()]
}

/** What all of it has cost. `initial_input_tokens` are those of the first request alone. */
function sumUsage(
  one: InteractionUsage | undefined,
  other: InteractionUsage | undefined,
): InteractionUsage | undefined {
  if (!one || !other) return other ?? one
  const sum: InteractionUsage = { ...one }
  for (const [field, value] of Object.entries(other)) {
    const before = one[field]
    if (typeof before === 'number' && typeof value === 'number') sum[field] = before + value
    else if (Array.isArray(before) && Array.isArray(value)) sum[field] = sumCounts(before, value)
    else sum[field] = value
  }
  return { ...sum, initial_input_tokens: one['initial_input_tokens'] ?? one.total_input_tokens }
}

const idsOf = ({ continuation_ids: ids, id }: Interaction): unknown[] => [
  ...(Array.isArray(ids) ? (ids as unknown[]) : []),
  ...(id ? [id] : []),
]

/** A repeated question would begin another turn. */
function withoutInput(steps: readonly InteractionStep[]): readonly InteractionStep[] {
  const start = steps.findIndex(({ type }) => type !== 'user_input')
  return start === -1 ? [] : steps.slice(start)
}

/**
 * What came before, and one more: the state of the last, the steps and costs of all. What tells of the question
 * (`previous_interaction_id`, `created`, `input`) is that of the first, because each one points back at the one before.
 */
export function joinHops(before: Interaction, hop: Interaction): Interaction {
  const joined: Interaction = {
    ...hop,
    steps: [...before.steps, ...withoutInput(hop.steps)],
    continuation_ids: [...new Set([...idsOf(before), ...idsOf(hop)])],
  }
  for (const field of ['previous_interaction_id', 'created', 'input']) {
    if (before[field] === undefined) delete joined[field]
    else joined[field] = before[field]
  }
  const usage = sumUsage(before.usage, hop.usage)
  return withOutput(usage ? { ...joined, usage } : joined)
}

/** What has come of an interaction so far: of the request that is being answered, and of the ones before it. */
export interface InteractionProgress {
  before?: Interaction | undefined
  hop: Interaction
}

export const wholeOf = ({ before, hop }: InteractionProgress): Interaction => (before ? joinHops(before, hop) : hop)
