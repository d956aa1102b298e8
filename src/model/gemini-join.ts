import type {
  GeminiCandidate,
  GeminiPart,
  GeminiPromptFeedback,
  GeminiResponse,
  GeminiSafetyRating,
} from '../wire/gemini-data.ts'
import { compact, isObject } from '../wire/json.ts'
import { CallFolder } from './partial-args.ts'

/** Whether a call is the rest of another: the same id, or, without ids, the same name of one that is not finished. */
const continues = (last: GeminiPart, next: GeminiPart): boolean =>
  last.functionCall?.willContinue === true &&
  next.functionCall !== undefined &&
  last.functionCall.id === next.functionCall.id &&
  (next.functionCall.id !== undefined || last.functionCall.name === next.functionCall.name)

/** Two neighbours as one, when they are pieces of the same. A signature closes a part: it is for what stands before it. */
function merged(last: GeminiPart | undefined, next: GeminiPart): GeminiPart | undefined {
  if (!last || last.thoughtSignature) return undefined
  if (
    typeof last.text === 'string' &&
    typeof next.text === 'string' &&
    Boolean(last.thought) === Boolean(next.thought)
  ) {
    return { ...last, ...next, text: last.text + next.text }
  }
  const { executableCode: code, codeExecutionResult: result } = last
  const { executableCode: moreCode, codeExecutionResult: moreResult } = next
  if (code && moreCode) {
    return {
      ...last,
      ...next,
      executableCode: { ...moreCode, ...code, code: (code.code ?? '') + (moreCode.code ?? '') },
    }
  }
  if (result && moreResult) {
    const output = (result.output ?? '') + (moreResult.output ?? '')
    return { ...last, ...next, codeExecutionResult: { ...result, ...moreResult, output } }
  }
  return undefined
}

function joinRatings(all: GeminiSafetyRating[] = [], next: GeminiSafetyRating[] = []): GeminiSafetyRating[] {
  const byCategory = new Map(all.map((rating) => [rating.category, rating]))
  for (const rating of next) {
    const before = byCategory.get(rating.category)
    byCategory.set(rating.category, { ...before, ...rating, ...(before?.blocked && { blocked: true }) })
  }
  return [...byCategory.values()]
}

const joinLists = (one?: unknown[], other?: unknown[]): unknown[] | undefined =>
  one || other ? [...(one ?? []), ...(other ?? [])] : undefined

function joinCandidate(all: GeminiCandidate, next: GeminiCandidate): GeminiCandidate {
  // A copy: whoever has looked holds the others.
  const parts = [...(all.content?.parts ?? [])]
  for (const part of Array.isArray(next.content?.parts) ? next.content.parts : []) {
    // What a call was given so far is in its next version, also behind other parts.
    const call = parts.findLastIndex((last) => continues(last, part))
    const one = merged(parts.at(-1), part)
    if (call !== -1) parts[call] = { ...parts[call], ...part }
    else if (one) parts[parts.length - 1] = one
    else parts.push(part)
  }
  const before = all.citationMetadata
  const after = next.citationMetadata
  return compact<GeminiCandidate>({
    ...all,
    ...compact(next),
    content: { ...all.content, ...next.content, ...(all.content?.role && { role: all.content.role }), parts },
    safetyRatings: all.safetyRatings || next.safetyRatings ? joinRatings(all.safetyRatings, next.safetyRatings) : null,
    citationMetadata:
      before || after
        ? compact({
            citationSources: joinLists(before?.citationSources, after?.citationSources),
            citations: joinLists(before?.citations, after?.citations),
          })
        : null,
  })
}

/**
 * The chunks of a Gemini reply as one response. Candidates are told apart by their index; the last finish reason, usage
 * and version that were sent count; citations add up, since each chunk brings those of its own text.
 */
export class GeminiJoiner {
  readonly #candidates = new Map<number, GeminiCandidate>()
  readonly #folders = new Map<number, CallFolder>()
  #rest: GeminiResponse = {}

  /** Gives the candidates as they are told from now on: with every call as it is so far. */
  add(chunk: GeminiResponse): GeminiCandidate[] {
    const { candidates, promptFeedback, ...rest } = chunk
    const before = this.#rest.promptFeedback
    // The first word about the prompt counts, unless a later one refuses it.
    const feedback: GeminiPromptFeedback | undefined = promptFeedback?.blockReason
      ? promptFeedback
      : (before ?? promptFeedback)
    this.#rest = compact<GeminiResponse>({ ...this.#rest, ...compact(rest), promptFeedback: feedback })
    // Whatever a server sends: one bad candidate must not fail the others.
    const all = (Array.isArray(candidates) ? (candidates as unknown[]) : [])
      .filter(isObject)
      .map((each) => this.#fold(each))
    for (const candidate of all) {
      const index = candidate.index ?? 0
      this.#candidates.set(index, joinCandidate(this.#candidates.get(index) ?? { index }, candidate))
    }
    return all
  }

  get response(): GeminiResponse {
    const candidates = [...this.#candidates.values()].sort((one, other) => (one.index ?? 0) - (other.index ?? 0))
    return { ...(candidates.length > 0 && { candidates }), ...this.#rest }
  }

  #fold(candidate: GeminiCandidate): GeminiCandidate {
    const { index = 0, content } = candidate
    if (!Array.isArray(content?.parts)) return candidate
    const folder = this.#folders.get(index) ?? new CallFolder()
    this.#folders.set(index, folder)
    // Real replies have empty ones, which must not come between two pieces of a text.
    const parts = content.parts
      .filter((part) => isObject(part) && Object.keys(part).length > 0)
      .map((part) => folder.fold(part))
    return { ...candidate, content: { ...content, parts } }
  }
}
