/** Genkit's data as plain JSON: the shapes that travel, and that are stored, posted between windows and hydrated. */

/** Who speaks. Genkit roles. */
export type Role = 'system' | 'user' | 'model' | 'tool'

/** Facts beside a payload, such as `interrupt`, `thoughtSignature` or `purpose`. */
export type Metadata = Record<string, unknown>

/** An image, sound, film or file: a `data:` URL, an `https:` address or a provider's own URI. */
export interface MediaData {
  url: string
  /** MIME type. May be missing; a `data:` URL carries its own. */
  contentType?: string
}

export interface ToolRequestData {
  name: string
  /** Pairs a request with its response. Providers may leave it out, so it is never a key by itself. */
  ref?: string
  input?: unknown
  /** The model is still writing the input; `input` is everything so far, not a delta. */
  partial?: boolean
}

export interface ToolResponseData {
  name: string
  ref?: string
  output?: unknown
  /** What a multipart tool returned beside its output: media, text. */
  content?: Part[]
}

/** Facts that any part may carry beside its payload. */
interface AnyPart {
  metadata?: Metadata
}

export interface TextPart extends AnyPart {
  text: string
}
export interface ReasoningPart extends AnyPart {
  reasoning: string
}
export interface MediaPart extends AnyPart {
  media: MediaData
}
export interface ToolRequestPart extends AnyPart {
  toolRequest: ToolRequestData
}
export interface ToolResponsePart extends AnyPart {
  toolResponse: ToolResponseData
}
export interface DataPart extends AnyPart {
  data: unknown
}
/** Something of a provider's own, such as `custom.executableCode`. */
export interface CustomPart extends AnyPart {
  custom: Record<string, unknown>
}
export interface ResourcePart extends AnyPart {
  resource: { uri: string }
}

/**
 * One piece of a message. Normally it has exactly one payload key; the schema allows `data` and `custom` beside
 * another, and parts of later versions may have none of these, so readers ask for a key instead of a kind.
 */
export type Part =
  | TextPart
  | ReasoningPart
  | MediaPart
  | ToolRequestPart
  | ToolResponsePart
  | DataPart
  | CustomPart
  | ResourcePart

export interface MessageData {
  role: Role
  content: Part[]
  metadata?: Metadata
}

/** Why the model stopped. `interrupted`: a tool waits for a person's answer. */
export type FinishReason = 'stop' | 'length' | 'blocked' | 'aborted' | 'failed' | 'interrupted' | 'other' | 'unknown'

/** What the generation cost, as far as the provider says. Counts; no unit but tokens, characters and pieces. */
export interface GenerationUsage {
  inputTokens?: number
  outputTokens?: number
  totalTokens?: number
  inputCharacters?: number
  outputCharacters?: number
  inputImages?: number
  outputImages?: number
  inputVideos?: number
  outputVideos?: number
  inputAudioFiles?: number
  outputAudioFiles?: number
  thoughtsTokens?: number
  cachedContentTokens?: number
  custom?: Record<string, number>
}

export interface ToolDefinition {
  name: string
  key?: string
  description?: string
  inputSchema?: Record<string, unknown>
  outputSchema?: Record<string, unknown>
  metadata?: Metadata
}

/** What a reply should look like. */
export interface OutputConfig {
  /** `json`, `jsonl`, `array`, `enum`, `text` or the name of a format of your own. */
  format?: string
  contentType?: string
  /** JSON Schema, draft 07. */
  schema?: Record<string, unknown>
  constrained?: boolean
}

/** What the server asked the model. It holds the whole history, system prompt and tool schemas included. */
export interface GenerateRequestData {
  messages: MessageData[]
  config?: unknown
  tools?: ToolDefinition[]
  toolChoice?: 'auto' | 'required' | 'none'
  output?: OutputConfig
  docs?: unknown[]
}

/** A long-running generation (video, say) that has to be polled. */
export interface OperationData {
  id: string
  done?: boolean
  output?: unknown
  error?: { message: string }
  action?: string
  metadata?: Metadata
}

/** One of several answers of older models; only the first is ever used. */
export interface CandidateData {
  index?: number
  message: MessageData
  finishReason?: FinishReason
  finishMessage?: string
  /** The provider's own facts. */
  custom?: unknown
}

/** Something that an agent has made beside its words: a document, a chart. One of the same name takes its place. */
export interface Artifact {
  name?: string
  parts: Part[]
  metadata?: Metadata
}

/** What an agent keeps of a conversation. `S` is its custom state. */
export interface SessionState<S = unknown> {
  sessionId?: string
  messages?: MessageData[]
  custom?: S
  artifacts?: Artifact[]
}

/** One step of a JSON Patch (RFC 6902). */
export type JsonPatchOperation =
  | { op: 'add' | 'replace' | 'test'; path: string; value?: unknown }
  | { op: 'remove'; path: string }
  | { op: 'move' | 'copy'; path: string; from: string }

/** What a turn changed of a session: plain JSON, kept with the turn's last message. */
export interface SessionDelta {
  sessionId?: string
  snapshotId?: string
  /** Against `{ custom, artifacts, messages }` as the turns before have left it. */
  patch?: JsonPatchOperation[]
}

/** Where a conversation with an agent stands: after a turn, or in the middle of one. Immutable; a change makes another one. */
export interface AgentSession<S = unknown> {
  readonly sessionId: string | undefined
  /** Where the next turn goes on, on a server that keeps the state. */
  readonly snapshotId: string | undefined
  /** The agent's custom state; a fresh object with every change, and the same one without. */
  readonly state: S | undefined
  /** In the order in which they came. One of the same name takes the place of the one before. */
  readonly artifacts: readonly Artifact[]
  /** The whole conversation, where the page keeps the state and sends it along. */
  readonly messages: readonly MessageData[] | undefined
  /** What this turn has changed, for whoever keeps it. */
  readonly delta: SessionDelta
}

/** A whole reply, as `GenerateResponse.toJSON()` writes it on the server. */
export interface GenerateResponseData {
  message?: MessageData
  finishReason?: FinishReason
  finishMessage?: string
  /** Milliseconds the model took. */
  latencyMs?: number
  usage?: GenerationUsage
  custom?: unknown
  raw?: unknown
  model?: string
  request?: GenerateRequestData
  operation?: OperationData
  /** What an agent has left; of our own making, not of Genkit's. */
  session?: AgentSession
  /** @deprecated Older models; `message` replaces it. */
  candidates?: CandidateData[]
}

/** A piece of a reply in progress. */
export interface ChunkData {
  role?: Role
  /** Which message of the reply it belongs to: 0 model, 1 tool, 2 model, … Missing on raw model actions. */
  index?: number
  content: Part[]
  custom?: unknown
  /** The content replaces what came before instead of adding to it. */
  aggregated?: boolean
}
