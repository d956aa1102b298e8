export { createGenkitClient } from './genkit-client.ts'
export type { FlowChunk, FlowInput, FlowOutput, GenkitClient, GenkitClientOptions } from './genkit-client.ts'
export type { Backend } from './backend.ts'
export type { CallOptions, HttpOptions } from './http.ts'

export { AsyncGenerateResponse } from '../model/async-generate-response.ts'
export type { AsyncGenerateResponseOptions } from '../model/async-generate-response.ts'
export type { ReplySource } from '../model/replay.ts'
export { GenerateResponse } from '../model/generate-response.ts'
export type { GenerateResponseOptions } from '../model/generate-response.ts'
export { GenerateResponseChunk } from '../model/generate-chunk.ts'
export type { GenerateResponseChunkOptions } from '../model/generate-chunk.ts'
export { Message } from '../model/message.ts'
export type { ContentInput, MessageInput, MessageParser } from '../model/message.ts'
export { extractJson } from '../model/extract-json.ts'
export { isPart, partKind } from '../model/part.ts'
export type { PartKind, PartOf } from '../model/part.ts'
export {
  GenAIError,
  GenerationBlockedError,
  GenerationResponseError,
  IncompleteIterationError,
} from '../model/errors.ts'
export type { GenAIErrorCode, GenAIErrorOptions } from '../model/errors.ts'
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
} from '../model/data.ts'
