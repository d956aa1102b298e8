/** What the Gemini API is asked, in the shapes of `@google/genai` 3.1. Fields of later versions go along as they are. */
import type { GeminiContent, GeminiPart } from './gemini-data.ts'

/** A string is a text part. */
export type PartInput = string | GeminiPart
/** Parts alone are what the user says. */
export type ContentInput = PartInput | GeminiContent | readonly PartInput[]
/** A conversation, or what was said last. */
export type ContentsInput = ContentInput | readonly GeminiContent[]

/** A function that the model may call. */
export interface GeminiFunctionDeclaration {
  name?: string
  description?: string
  /** Gemini's own schema, or JSON Schema with a `$schema`. */
  parameters?: object
  /** JSON Schema. */
  parametersJsonSchema?: unknown
  response?: object
  responseJsonSchema?: unknown
  behavior?: string
}

/** Something that the model may use. Tools of Google's own take a config: `{ googleSearch: {} }`. */
export interface GeminiTool {
  functionDeclarations?: readonly GeminiFunctionDeclaration[]
  googleSearch?: object
  googleSearchRetrieval?: object
  googleMaps?: object
  urlContext?: object
  codeExecution?: object
  fileSearch?: object
  computerUse?: object
  mcpServers?: readonly object[]
  /** This and the rest are of Vertex AI only. */
  retrieval?: object
  enterpriseWebSearch?: object
  exaAiSearch?: object
  parallelAiSearch?: object
}

/** A tool that answers for itself: the client calls it, and asks the model again with what it said. */
export interface CallableTool {
  /** What the model is told of it. */
  tool(): GeminiTool | Promise<GeminiTool>
  /** Answers those of the calls that are its own, with `functionResponse` parts. */
  callTool(calls: { id?: string; name?: string; args?: Record<string, unknown> }[]): Promise<GeminiPart[]>
}

/** What one call may say otherwise than the client. */
export interface GeminiHttpOptions {
  baseUrl?: string | undefined
  /** `COLLECTION`: Vertex's project and location are in `baseUrl`. */
  baseUrlResourceScope?: string | undefined
  apiVersion?: string | undefined
  headers?: Record<string, string> | undefined
  /** Milliseconds until the server begins to answer; it is told, too (`X-Server-Timeout`). */
  timeout?: number | undefined
  /** Merged into the body, deeply. */
  extraBody?: Record<string, unknown> | undefined
}

/** What every `config` may hold. */
export interface RequestConfig {
  httpOptions?: GeminiHttpOptions | undefined
  abortSignal?: AbortSignal | undefined
}

/** Which page of a list, and how long. */
export interface ListConfig extends RequestConfig {
  pageSize?: number | undefined
  pageToken?: string | undefined
  filter?: string | undefined
}

/** How to answer. Fields of later versions are passed on as they are. */
export interface GenerateContentConfig extends RequestConfig {
  systemInstruction?: ContentInput | undefined
  tools?: readonly (GeminiTool | CallableTool)[] | undefined
  toolConfig?: object | undefined
  safetySettings?: readonly { category?: string; threshold?: string; method?: string }[] | undefined
  /** A name, with or without `cachedContents/`. */
  cachedContent?: string | undefined
  temperature?: number | undefined
  topP?: number | undefined
  topK?: number | undefined
  candidateCount?: number | undefined
  maxOutputTokens?: number | undefined
  stopSequences?: readonly string[] | undefined
  responseLogprobs?: boolean | undefined
  logprobs?: number | undefined
  presencePenalty?: number | undefined
  frequencyPenalty?: number | undefined
  seed?: number | undefined
  responseMimeType?: string | undefined
  /** Gemini's own schema, or JSON Schema with a `$schema`. */
  responseSchema?: unknown
  /** JSON Schema. */
  responseJsonSchema?: unknown
  responseModalities?: readonly string[] | undefined
  mediaResolution?: string | undefined
  /** The name of a voice, or the whole. */
  speechConfig?: string | object | undefined
  thinkingConfig?: { includeThoughts?: boolean; thinkingBudget?: number; thinkingLevel?: string } | undefined
  imageConfig?: object | undefined
  labels?: Record<string, string> | undefined
  serviceTier?: string | undefined
  store?: boolean | undefined
  continuationToken?: string | undefined
  /** Whether the client asks on where the server breaks off with a token. Default: `true`. */
  automaticContinuation?: boolean | undefined
  automaticFunctionCalling?:
    | {
        disable?: boolean | undefined
        /** How often the model may be asked again with answers. Default: 10. */
        maximumRemoteCalls?: number | undefined
        ignoreCallHistory?: boolean | undefined
      }
    | undefined
  audioTranscriptionConfig?: object | undefined
  enableEnhancedCivicAnswers?: boolean | undefined
  /** This and the rest are of Vertex AI only. */
  routingConfig?: object | undefined
  modelSelectionConfig?: object | undefined
  audioTimestamp?: boolean | undefined
  modelArmorConfig?: object | undefined
  generationOutputConfig?: object | undefined
}

/** What to answer, by which model. */
export interface GenerateContentParameters {
  /** `gemini-2.5-flash`, or a whole name: `models/…`, `tunedModels/…`, `publishers/…`. */
  model: string
  contents: ContentsInput
  config?: GenerateContentConfig | undefined
}

/** A long-running operation. Ask for it again until it is `done`. */
export interface GeminiOperation<T = unknown> {
  name?: string
  done?: boolean
  metadata?: Record<string, unknown>
  error?: Record<string, unknown>
  response?: T
}
