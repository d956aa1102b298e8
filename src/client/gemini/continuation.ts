import type { GeminiCandidate, GeminiResponse, GeminiUsage } from '../../wire/gemini-data.ts'
import { isObject } from '../../wire/json.ts'
import { GenAIError } from '../../model/errors.ts'
import { sumUsage } from './usage-sum.ts'

/** How often a hop that brought nothing is tried again. */
const TRIES = 3

const CONTINUES = 'CONTINUATION'

/** Grounding of a later hop counts its sources from 0 again. */
function withGrounding(
  before: GeminiCandidate['groundingMetadata'],
  now: GeminiCandidate['groundingMetadata'],
): GeminiCandidate['groundingMetadata'] {
  if (!isObject(before) || !isObject(now)) return now ?? before
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])
  const offset = list(before['groundingChunks']).length
  const supports = list(now['groundingSupports']).map((support) =>
    isObject(support) && Array.isArray(support['groundingChunkIndices'])
      ? { ...support, groundingChunkIndices: (support['groundingChunkIndices'] as number[]).map((at) => at + offset) }
      : support,
  )
  return {
    ...before,
    ...now,
    groundingChunks: [...list(before['groundingChunks']), ...list(now['groundingChunks'])],
    groundingSupports: [...list(before['groundingSupports']), ...supports],
  }
}

export interface ContinuationOptions {
  /** Asks, from where the token says. */
  open: (token: string | undefined) => AsyncIterable<GeminiResponse>
  isEnabled: boolean
  /** Whole answers may come without a reason to stop; streams that do have been cut. */
  isStream: boolean
  /** What a reply that just stops is. */
  cut: () => Promise<GenAIError>
}

/**
 * A reply in as many requests as the server wants: it may break off with a token, and is asked on. A connection that
 * breaks behind a token is taken up there. What it cost is added up (protocols/gemini 2.3).
 */
export async function* continued({
  open,
  isEnabled,
  isStream,
  cut,
}: ContinuationOptions): AsyncGenerator<GeminiResponse, void> {
  let start: string | undefined
  let spent: GeminiUsage | undefined
  let grounding: GeminiCandidate['groundingMetadata']
  let tries = 0
  let lastError: unknown
  let isReply = false
  for (;;) {
    let token: string | undefined
    let finish: string | undefined
    let usage: GeminiUsage | undefined
    let found: GeminiCandidate['groundingMetadata']
    let error: unknown
    let [isAny, isContent, isRefused] = [false, false, false]
    try {
      for await (const chunk of open(start)) {
        const candidate = Array.isArray(chunk.candidates) ? chunk.candidates[0] : undefined
        isAny = true
        isReply ||= candidate !== undefined
        isRefused ||= chunk.promptFeedback?.blockReason !== undefined
        isContent ||= Boolean(candidate?.content?.parts?.length)
        finish = candidate?.finishReason ?? finish
        token = candidate?.continuationToken ?? (finish && finish !== CONTINUES ? undefined : token)
        if (chunk.usageMetadata) usage = sumUsage(spent, chunk.usageMetadata)
        if (candidate?.groundingMetadata) found = withGrounding(grounding, candidate.groundingMetadata)
        yield told(chunk, candidate, { usage, found, isMore: isEnabled && token !== undefined })
      }
    } catch (caught) {
      error = caught
      // Nothing to go on from, or nobody who wants it.
      const code = GenAIError.is(caught) ? caught.code : undefined
      if (code === 'aborted' || code === 'invalid' || (code === 'http' && !isAny)) throw caught
    }
    spent = usage ?? spent
    grounding = found ?? grounding
    const isFresh = token !== undefined && token !== start
    if (error || isFresh || isContent) lastError = error
    const isOver = isRefused || (finish !== undefined && finish !== CONTINUES)
    let next: string | undefined
    if (isFresh) next = token
    else if (!isContent && !finish && tries < TRIES) next = start
    if (!isEnabled || isOver || next === undefined) {
      if (error) throw error
      // The server promised more, or at least a reason to stop.
      const missing =
        !finish && !isRefused && (lastError ?? (isReply && (isStream || start !== undefined) && (await cut())))
      if (missing) throw missing
      return
    }
    tries = isFresh ? 0 : tries + 1
    start = next
  }
}

/** The chunk, as part of a reply of several hops: its own end is not the reply's. */
function told(
  chunk: GeminiResponse,
  candidate: GeminiCandidate | undefined,
  {
    usage,
    found,
    isMore,
  }: { usage: GeminiUsage | undefined; found: GeminiCandidate['groundingMetadata']; isMore: boolean },
): GeminiResponse {
  const isEnd = isMore && candidate?.finishReason === CONTINUES
  const isGrounded = found && candidate?.groundingMetadata
  if (usage === chunk.usageMetadata && !isEnd && !isGrounded) return chunk
  const { finishReason, ...rest } = candidate ?? {}
  const first = {
    ...rest,
    ...(!isEnd && finishReason !== undefined && { finishReason }),
    ...(isGrounded && { groundingMetadata: found }),
  }
  return {
    ...chunk,
    ...(chunk.usageMetadata && usage && { usageMetadata: usage }),
    ...(candidate && { candidates: [first, ...(chunk.candidates ?? []).slice(1)] }),
  }
}
