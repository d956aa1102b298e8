import type { GeminiFunctionCall, GeminiPart, GeminiPartialArg } from '../wire/gemini-data.ts'
import { compact, isObject } from '../wire/json.ts'
import { setOwn, type Container } from './json-path.ts'

/** `$.trip.days[0]['from']` as keys and indexes. */
const stepsOf = (path: string): (string | number)[] =>
  [...path.replace(/^\$/, '').matchAll(/\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]|\.?([^.[\]]+)/g)].map(
    ([, quoted, index, name]) => (index === undefined ? (quoted ?? name ?? '') : Number(index)),
  )

/** A copy with one value set; strings at one path are pieces of one string. Only the way to it is copied. */
function withValue(target: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return typeof target === 'string' && typeof value === 'string' ? target + value : value
  const isList = typeof step === 'number'
  // An absurd index would be an absurd array.
  if (isList && step > (Array.isArray(target) ? target.length : 0)) return target
  const copy = isList
    ? Array.isArray(target)
      ? [...(target as unknown[])]
      : []
    : isObject(target)
      ? { ...target }
      : {}
  const container = copy as Container
  setOwn(container, step, withValue(Object.hasOwn(container, step) ? container[step] : undefined, rest, value))
  return copy
}

function valueOf({ stringValue, numberValue, boolValue }: GeminiPartialArg): unknown {
  return stringValue ?? numberValue ?? boolValue ?? null
}

/** The arguments with what a piece adds to them. */
const fold = (args: Record<string, unknown>, pieces: readonly GeminiPartialArg[]): Record<string, unknown> =>
  pieces.reduce<Record<string, unknown>>(
    (all, piece) => withValue(all, stepsOf(piece.jsonPath ?? ''), valueOf(piece)) as Record<string, unknown>,
    args,
  )

/**
 * Calls whose arguments stream: every piece comes out as the call with all its arguments so far. The pieces behind the
 * first have no name, the last one nothing at all (protocols/gemini 2.3).
 */
export class CallFolder {
  #open: GeminiFunctionCall | undefined

  fold(part: GeminiPart): GeminiPart {
    if (!isObject(part.functionCall)) return part
    const next: GeminiFunctionCall = part.functionCall
    const { partialArgs, args, ...rest } = next
    const open = this.#open
    // The same id, or, without ids, the same name of one that is not finished.
    const isRest = open && open.id === next.id && (next.id !== undefined || (next.name ?? open.name) === open.name)
    const before = isRest ? open : undefined
    const folded = Array.isArray(partialArgs) ? fold(args ?? before?.args ?? {}, partialArgs) : (args ?? before?.args)
    const { willContinue: _, ...kept } = before ?? {}
    const call = compact<GeminiFunctionCall>({ ...kept, ...compact(rest), args: folded })
    this.#open = call.willContinue ? call : undefined
    return { ...part, functionCall: call }
  }
}
