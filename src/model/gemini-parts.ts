/** Gemini's parts, reasons and counts in Genkit's words (protocols: Gemini -> Genkit). Lenient: what is unknown is kept. */
import type { FinishReason, GenerationUsage, Part } from '../wire/genkit-data.ts'
import type { GeminiPart, GeminiUsage } from '../wire/gemini-data.ts'
import { compact, isObject } from '../wire/json.ts'

const FINISH: Record<string, FinishReason> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'blocked',
  RECITATION: 'blocked',
  LANGUAGE: 'blocked',
  BLOCKLIST: 'blocked',
  PROHIBITED_CONTENT: 'blocked',
  SPII: 'blocked',
  IMAGE_SAFETY: 'blocked',
  IMAGE_PROHIBITED_CONTENT: 'blocked',
  IMAGE_RECITATION: 'blocked',
  MALFORMED_FUNCTION_CALL: 'other',
  MISSING_THOUGHT_SIGNATURE: 'other',
  UNEXPECTED_TOOL_CALL: 'other',
  TOO_MANY_TOOL_CALLS: 'other',
  NO_IMAGE: 'other',
  IMAGE_OTHER: 'other',
  MALFORMED_RESPONSE: 'other',
  OTHER: 'other',
}

export const toFinishReason = (reason: string | undefined): FinishReason =>
  (reason !== undefined && Object.hasOwn(FINISH, reason) && FINISH[reason]) || 'unknown'

export function toUsage(usage: GeminiUsage = {}): GenerationUsage {
  return compact<GenerationUsage>({
    inputTokens: usage.promptTokenCount,
    outputTokens: usage.candidatesTokenCount ?? usage.responseTokenCount,
    thoughtsTokens: usage.thoughtsTokenCount,
    totalTokens: usage.totalTokenCount,
    cachedContentTokens: usage.cachedContentTokenCount,
    custom: usage.toolUsePromptTokenCount ? { toolUsePromptTokens: usage.toolUsePromptTokenCount } : null,
  })
}

/** Gemini's function responses come wrapped in what was sent; the tool's own output is inside. */
const unwrap = (response: unknown): unknown =>
  isObject(response) && 'content' in response && 'name' in response ? response['content'] : response

function payloadOf(part: GeminiPart): Part | undefined {
  const { text, thought, inlineData, fileData, functionCall, functionResponse } = part
  if (thought) return { reasoning: text ?? '' }
  if (typeof text === 'string') return { text }
  if (inlineData) {
    const type = inlineData.mimeType ?? 'application/octet-stream'
    return { media: { url: `data:${type};base64,${inlineData.data ?? ''}`, contentType: type } }
  }
  if (fileData?.fileUri) return { media: compact({ url: fileData.fileUri, contentType: fileData.mimeType }) }
  if (functionCall) {
    const { name = '', args, id, willContinue } = functionCall
    return { toolRequest: compact({ name, input: args ?? {}, ref: id, partial: willContinue || null }) }
  }
  if (functionResponse) {
    const { name = '', response, id } = functionResponse
    return { toolResponse: compact({ name, output: unwrap(response), ref: id }) }
  }
  if (part['toolCall']) return { custom: { geminiToolCall: part['toolCall'] } }
  if (part['toolResponse']) return { custom: { geminiToolResponse: part['toolResponse'] } }
  const { thoughtSignature, partMetadata: _, ...rest } = part
  if (Object.keys(rest).length > 0) return { custom: rest }
  return thoughtSignature ? { reasoning: '' } : undefined
}

/** Genkit's parts. An empty one is dropped; one of a later kind becomes a custom part. */
export function toParts(parts?: readonly GeminiPart[]): Part[] {
  if (!Array.isArray(parts)) return []
  return (parts as unknown[]).filter(isObject).flatMap((part) => {
    // `null` is absent, whatever the field.
    const payload = payloadOf(compact<GeminiPart>(part))
    if (!payload) return []
    const metadata = compact({ thoughtSignature: part['thoughtSignature'], metadata: part['partMetadata'] })
    return [Object.keys(metadata).length > 0 ? { ...payload, metadata } : payload]
  })
}
