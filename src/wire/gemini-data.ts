/** What `generateContent` and `streamGenerateContent` send, as far as it is read here. REST JSON: camelCase, enum names. */

export interface GeminiPart {
  text?: string
  /** The part is a thought, not part of the answer. */
  thought?: boolean
  thoughtSignature?: string
  inlineData?: { mimeType?: string; data?: string }
  fileData?: { mimeType?: string; fileUri?: string }
  functionCall?: { id?: string; name: string; args?: Record<string, unknown>; willContinue?: boolean }
  functionResponse?: { id?: string; name?: string; response?: unknown }
  executableCode?: { language?: string; code?: string }
  codeExecutionResult?: { outcome?: string; output?: string }
  partMetadata?: unknown
  [field: string]: unknown
}

export interface GeminiContent {
  role?: string
  parts?: GeminiPart[]
}

export interface GeminiSafetyRating {
  category: string
  probability?: string
  blocked?: boolean
  [field: string]: unknown
}

export interface GeminiCandidate {
  index?: number
  content?: GeminiContent
  finishReason?: string
  finishMessage?: string
  tokenCount?: number
  safetyRatings?: GeminiSafetyRating[]
  citationMetadata?: { citationSources?: unknown[]; citations?: unknown[] }
  [field: string]: unknown
}

export interface GeminiPromptFeedback {
  /** Set when the prompt was refused. */
  blockReason?: string
  blockReasonMessage?: string
  safetyRatings?: GeminiSafetyRating[]
}

/** Tokens, by what they were spent on. */
export interface GeminiUsage {
  promptTokenCount?: number
  candidatesTokenCount?: number
  /** What the Live API calls `candidatesTokenCount`. */
  responseTokenCount?: number
  thoughtsTokenCount?: number
  totalTokenCount?: number
  cachedContentTokenCount?: number
  [field: string]: unknown
}

/** A reply, or one chunk of it: Gemini's `GenerateContentResponse`. */
export interface GeminiResponse {
  candidates?: GeminiCandidate[]
  promptFeedback?: GeminiPromptFeedback
  usageMetadata?: GeminiUsage
  modelVersion?: string
  responseId?: string
  [field: string]: unknown
}
