import type { GeminiCandidate, GeminiPromptFeedback } from '../wire/gemini-data.ts'
import { GenAIError, type GenAIErrorOptions } from './errors.ts'

/** Gemini refused the prompt itself. There is no reply; another prompt may get one. */
export class BlockedPromptError extends GenAIError {
  override name = 'BlockedPromptError'
  declare readonly promptFeedback: GeminiPromptFeedback

  constructor(promptFeedback: GeminiPromptFeedback, options: GenAIErrorOptions = {}) {
    const { blockReason, blockReasonMessage } = promptFeedback
    const why = blockReasonMessage ? `${blockReason}: ${blockReasonMessage}` : blockReason
    super(
      'blocked',
      `Gemini refused the prompt (${why}), so there is no reply. Change the prompt; see \`promptFeedback\`.`,
      {
        details: promptFeedback,
        ...options,
      },
    )
    Object.assign(this, { promptFeedback })
  }
}

/** What each reason means, for those that do not say it by themselves. */
const REASONS: Record<string, string> = {
  MAX_TOKENS: 'the limit of tokens was reached',
  SAFETY: 'it was held back by the safety filters, see `candidate.safetyRatings`',
  RECITATION: 'it was reciting from copyrighted material',
  LANGUAGE: 'it was in an unsupported language',
  SPII: 'it held sensitive personally identifiable information',
  MALFORMED_FUNCTION_CALL: 'it called a function wrongly; function calling mode ANY may help',
}

/** A candidate came to an end that is none, so what it holds is not a whole answer. */
export class StopCandidateError extends GenAIError {
  override name = 'StopCandidateError'
  declare readonly candidate: GeminiCandidate

  constructor(candidate: GeminiCandidate, options: GenAIErrorOptions = {}) {
    const reason = candidate.finishReason ?? 'FINISH_REASON_UNSPECIFIED'
    const why = Object.hasOwn(REASONS, reason) ? `: ${REASONS[reason]}` : ''
    super('blocked', `The reply ended early (${reason})${why}. What had arrived is kept in \`response\`.`, {
      details: candidate,
      ...options,
    })
    Object.assign(this, { candidate })
  }
}

/** No history can be made of this reply: it failed, or was refused. `cause` says why. */
export class BrokenResponseError extends GenAIError {
  override name = 'BrokenResponseError'

  constructor(cause: GenAIError) {
    super(
      'invalid',
      'This reply cannot become history, because it is broken. Leave it out and ask again; see `cause`.',
      {
        cause,
        response: cause.response,
      },
    )
  }
}
