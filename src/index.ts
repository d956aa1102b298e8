export { generateOptions } from './hooks/generate-options.ts'
export type { GenerateKey, GenerateOptionsOptions, GenerateQueryOptions } from './hooks/generate-options.ts'
export { GenAIProvider } from './hooks/provider.tsx'
export { useBackend, useClient } from './hooks/context.ts'
export type { GenAIProviderProps } from './hooks/provider.tsx'
export { useGenerate } from './hooks/use-generate.ts'
export type { UseGenerateOptions, UseGenerateResult } from './hooks/use-generate.ts'
export { useStream } from './hooks/use-stream.ts'
export type { UseStreamOptions, UseStreamResult } from './hooks/use-stream.ts'
export { StreamStore } from './state/stream-store.ts'
export type { StreamCallbacks, StreamOutput, StreamStoreOptions } from './state/stream-store.ts'
export type { StreamPhase, StreamSnapshot, StreamStatus, StreamVerbs } from './state/stream-state.ts'

export { createGenkitClient } from './client/genkit-client.ts'
export type { FlowOptions } from './client/flow.ts'
export type { FlowChunk, FlowInput, FlowOutput, GenkitClient, GenkitClientOptions } from './client/genkit-client.ts'
export type { Backend } from './client/backend.ts'
export type { CallOptions, HttpOptions } from './client/http.ts'

export { AsyncGenerateResponse } from './model/async-generate-response.ts'
export type { AsyncGenerateResponseOptions } from './model/async-generate-response.ts'
export type { ReplySource } from './model/replay.ts'
export { GenerateResponse } from './model/generate-response.ts'
export type { GenerateResponseOptions } from './model/generate-response.ts'
export { GenerateResponseChunk } from './model/generate-chunk.ts'
export type { GenerateResponseChunkOptions } from './model/generate-chunk.ts'
export { Message } from './model/message.ts'
export type { ContentInput, MessageInput, MessageParser } from './model/message.ts'
export { AsyncGenerateContentResponse } from './model/async-generate-content-response.ts'
export { BlockedPromptError, BrokenResponseError, StopCandidateError } from './model/gemini-errors.ts'
export type {
  GeminiCandidate,
  GeminiContent,
  GeminiPart,
  GeminiPromptFeedback,
  GeminiResponse,
  GeminiSafetyRating,
  GeminiUsage,
} from './model/data.ts'
export { extractJson } from './model/extract-json.ts'
export { extractItems } from './model/json-items.ts'
export { JsonReader } from './model/json-reader.ts'
export type { JsonPath } from './model/json-path.ts'
export { parsePartialJson } from './model/partial-json.ts'
export { formats, registerFormat } from './model/formats.ts'
export type { JsonSchema, OutputFormat, OutputHandler, OutputReader } from './model/formats.ts'
export { toJsonSchema, toOutputConfig } from './model/to-json-schema.ts'
export type { DeepPartial, OutputIssue, OutputOptions } from './model/output.ts'
export { applyJsonPatch, diffJson } from './model/json-patch.ts'
export type { JsonPatchOperation } from './model/json-patch.ts'
export { httpStatusCode } from './model/status.ts'
export type { StatusName } from './model/status.ts'
export { pairTools, respondTool, restartTool } from './model/tools.ts'
export type { RespondToolOptions, RestartToolOptions } from './model/tools.ts'
export { isPart, partKind } from './model/part.ts'
export type { PartKind, PartOf } from './model/part.ts'
export {
  GenAIError,
  GenerationBlockedError,
  GenerationResponseError,
  IncompleteIterationError,
  ValidationError,
} from './model/errors.ts'
export type { GenAIErrorCode, GenAIErrorOptions } from './model/errors.ts'
export type {
  CandidateData,
  ChunkData,
  CustomPart,
  DataPart,
  FinishReason,
  GenerateRequestData,
  GenerateResponseData,
  GenerationUsage,
  MediaData,
  MediaPart,
  MessageData,
  Metadata,
  OperationData,
  OutputConfig,
  Part,
  ReasoningPart,
  ResourcePart,
  Role,
  TextPart,
  ToolDefinition,
  ToolRequestData,
  ToolRequestPart,
  ToolResponseData,
  ToolResponsePart,
} from './model/data.ts'
