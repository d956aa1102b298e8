/** What `generateContent` and `streamGenerateContent` send, as far as it is read here. REST JSON: camelCase, enum names. */

/** A piece of one argument, while it streams. */
export interface GeminiPartialArg {
  /** Where it belongs: `$.country`, `$.days[0].from`. */
  jsonPath?: string
  stringValue?: string
  numberValue?: number
  boolValue?: boolean
  nullValue?: unknown
  /** The string at this path is not finished. */
  willContinue?: boolean
}

/** A call of a function that the model wants made. */
export interface GeminiFunctionCall {
  id?: string
  /** Missing on the pieces behind the first of a call that streams. */
  name?: string
  args?: Record<string, unknown>
  partialArgs?: GeminiPartialArg[]
  willContinue?: boolean
}

/** A piece of a content: text, media, a call, an answer, code. Exactly one kind; fields of later versions pass. */
export interface GeminiPart {
  text?: string
  /** The part is a thought, not part of the answer. */
  thought?: boolean
  thoughtSignature?: string
  /** Base64. */
  inlineData?: { mimeType?: string; data?: string; displayName?: string }
  fileData?: { mimeType?: string; fileUri?: string; displayName?: string }
  functionCall?: GeminiFunctionCall
  functionResponse?: {
    id?: string
    name?: string
    response?: unknown
    parts?: { inlineData?: { mimeType?: string; data?: string }; fileData?: { mimeType?: string; fileUri?: string } }[]
    scheduling?: string
    willContinue?: boolean
  }
  executableCode?: { id?: string; language?: string; code?: string }
  codeExecutionResult?: { id?: string; outcome?: string; output?: string }
  /** Of a tool that Google runs itself. */
  toolCall?: object
  toolResponse?: object
  audioTranscription?: object
  videoMetadata?: object
  mediaResolution?: unknown
  partMetadata?: unknown
  mediaProcessing?: unknown
  speechMetadata?: object
}

/** What somebody said: `user` or `model`. */
export interface GeminiContent {
  role?: string
  parts?: GeminiPart[]
}

/** How likely something is of a harmful kind. */
export interface GeminiSafetyRating {
  category: string
  probability?: string
  blocked?: boolean
  [field: string]: unknown
}

/** One of the replies, or a piece of it. */
export interface GeminiCandidate {
  index?: number
  content?: GeminiContent
  finishReason?: string
  finishMessage?: string
  tokenCount?: number
  safetyRatings?: GeminiSafetyRating[]
  citationMetadata?: { citationSources?: unknown[]; citations?: unknown[] }
  groundingMetadata?: Record<string, unknown>
  /** Where to ask on, when the server broke off. */
  continuationToken?: string
  [field: string]: unknown
}

/** What the service thinks of the prompt: `blockReason`, when it refused. */
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
  toolUsePromptTokenCount?: number
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
