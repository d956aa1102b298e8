export { createGenkitClient } from './genkit-client.ts'
export type { FlowOptions } from './flow.ts'
export type { FlowChunk, FlowInput, FlowOutput, GenkitClient, GenkitClientOptions } from './genkit-client.ts'
export type { Backend } from './backend.ts'
export type {
  Agent,
  AgentAsk,
  AgentConversation,
  AgentReply,
  AgentResponse,
  AgentState,
  AgentTurn,
  SnapshotLookup,
} from './agent.ts'
export type { AgentChat, AgentRun, SeenSnapshot } from './agent/agent-chat.ts'
export type { WaitForRunOptions } from './agent/background.ts'
export { toChatTransport } from './ai-sdk/chat-transport.ts'
export type { ChatTransportLike, ChatTransportOptions } from './ai-sdk/chat-transport.ts'
export { fromUIMessage, toUIMessage } from './ai-sdk/ui-message.ts'
export type { ReplyMetadata, UIMessageLike, UIPart } from './ai-sdk/ui-message.ts'
export { AgentError } from '../model/agent-error.ts'
export { createGeminiClient } from './gemini/gemini-client.ts'
export type { GeminiClient } from './gemini/gemini-client.ts'
export { createGeminiApi } from './gemini/api.ts'
export type { GeminiApi, GeminiClientOptions, GeminiRequest } from './gemini/api.ts'
export type { VertexOptions } from './gemini/address.ts'
export { createGeminiModel } from './gemini/gemini-model.ts'
export type {
  GeminiModel,
  GeminiModelConversation,
  GeminiModelInput,
  GeminiModelOptions,
} from './gemini/gemini-model.ts'
export { createModels } from './gemini/models.ts'
export type { Models } from './gemini/models.ts'
export type {
  ComputeTokensResponse,
  CountTokensParameters,
  CountTokensResponse,
  GeminiModelInfo,
  ListModelsConfig,
  ModelParameters,
  UpdateModelParameters,
} from './gemini/model-catalog.ts'
export type {
  ContentEmbedding,
  EmbedContentConfig,
  EmbedContentParameters,
  EmbedContentResponse,
} from './gemini/embed.ts'
export type {
  EditImageParameters,
  GenerateImagesParameters,
  GenerateImagesResponse,
  GenerateVideosConfig,
  GenerateVideosParameters,
  GenerateVideosSource,
  GeminiVideo,
  ReferenceImage,
  UpscaleImageParameters,
} from './gemini/predict.ts'
export type { GeminiImage, GeneratedImage, ImagesConfig } from './gemini/images.ts'
export type { GeneratedImageMask, RecontextImageParameters, SegmentImageParameters } from './gemini/recontext.ts'
export { createResources, createTriggers, createWebhooks } from './gemini/resources.ts'
export type {
  ChangingResources,
  Resource,
  ResourceOptions,
  ResourceParameters,
  Resources,
  Triggers,
  Webhooks,
} from './gemini/resources.ts'
export type { GenerateVideosResponse } from './gemini/videos.ts'
export { Chat, createChats } from './gemini/chats.ts'
export type { Chats, CreateChatParameters, GeminiChatTurn, SendMessageParameters } from './gemini/chats.ts'
export { createFiles } from './gemini/files.ts'
export type {
  FileLike,
  FileParameters,
  Files,
  GeminiFile,
  RegisterFilesParameters,
  UploadFileParameters,
} from './gemini/files.ts'
export type { Upload, UploadCallOptions, UploadProgress, UploadSession, UploadState } from './gemini/upload-handle.ts'
export { geminiUploader } from './gemini/gemini-uploader.ts'
export { indexedDbUploads, type KeptUpload, type UploadStorage } from './upload-storage.ts'
export type { PollOptions } from './poll-delay.ts'
export { createCaches } from './gemini/caches.ts'
export type {
  CachedContent,
  Caches,
  CreateCachedContentConfig,
  NamedParameters,
  UpdateCachedContentConfig,
} from './gemini/caches.ts'
export { createFileSearchStores } from './gemini/file-search-stores.ts'
export type {
  DocumentOperation,
  FileSearchStore,
  FileSearchStores,
  UploadToFileSearchStoreParameters,
} from './gemini/file-search-stores.ts'
export { createDocuments } from './gemini/documents.ts'
export type { CustomMetadata, Documents, ForceParameters, SearchDocument } from './gemini/documents.ts'
export { createBatches } from './gemini/batches.ts'
export type {
  Batches,
  BatchParameters,
  BatchSource,
  CreateBatchConfig,
  CreateBatchParameters,
  CreateEmbeddingsBatchParameters,
  InlinedRequest,
} from './gemini/batches.ts'
export type { BatchJob, InlinedResponse, JobState } from './gemini/batch-job.ts'
export { createTunings } from './gemini/tunings.ts'
export type { CreateTuningJobConfig, CreateTuningJobParameters, TuningJob, Tunings } from './gemini/tunings.ts'
export { createOperations } from './gemini/operations.ts'
export type { OperationParameters, Operations } from './gemini/operations.ts'
export { createAuthTokens } from './gemini/auth-tokens.ts'
export type { AuthToken, AuthTokens, CreateAuthTokenConfig } from './gemini/auth-tokens.ts'
export { createInteractions } from './gemini/interactions.ts'
export type { GetInteractionParameters, InteractionOptions, Interactions } from './gemini/interactions.ts'
export { InteractionStream } from './gemini/interaction-stream.ts'
export { createLive } from './gemini/live.ts'
export type { Live, LiveConnectOptions, LiveConnectParameters } from './gemini/live.ts'
export { LiveSession } from './gemini/live-session.ts'
export type { LiveCallbacks, LiveState } from './gemini/live-options.ts'
export type { LiveConnectConfig } from './gemini/live-setup.ts'
export type {
  LiveClientContent,
  LiveContextUpdate,
  LiveFunctionResponse,
  LiveRealtimeInput,
  LiveToolResponse,
} from './gemini/live-messages.ts'
export { createLiveMusic } from './gemini/live-music.ts'
export type { LiveMusic, LiveMusicCallbacks, LiveMusicSession, WeightedPrompt } from './gemini/live-music.ts'
export { mcpToTool } from './gemini/mcp.ts'
export type { McpClientLike, McpToolOptions } from './gemini/mcp.ts'
export { Pager } from './gemini/pager.ts'
export type { ListParameters } from './gemini/pager.ts'
export type { WaitOptions } from './pause.ts'
export {
  createModelContent,
  createPartFromBase64,
  createPartFromFunctionCall,
  createPartFromFunctionResponse,
  createPartFromText,
  createPartFromUri,
  createUserContent,
} from './gemini/content.ts'
export type { Clock } from './clock.ts'
export type { CallOptions, HeadersRequest, HeaderValues, HttpOptions } from './http.ts'
export type { Retrying } from '../model/retrying.ts'

export { indexedDbStorage } from './indexed-db-storage.ts'
export type { IndexedDbStorage, IndexedDbStorageOptions } from './indexed-db-storage.ts'
export { httpStorage } from './http-storage.ts'
export type { ChatStorage, StorageNews, ThreadChanges, ThreadPatch } from './chat-storage.ts'
export { dataUrlUploader } from './uploader.ts'
export type { Uploader, UploadOptions } from './uploader.ts'
export { readThread } from '../model/chat/stored-thread.ts'
export type { StoredThread, ThreadData } from '../model/chat/stored-thread.ts'
export { ChatMessage } from '../model/chat/chat-message.ts'
export type { ChatErrorData, ChatMessageData, MessageStatus, ReplyFacts } from '../model/chat/chat-message.ts'
export type { ChatTurnIds } from '../model/chat/turns.ts'
export type { ChatAttachment, ChatDraft } from '../model/chat/draft.ts'
export { AsyncGenerateResponse } from '../model/async-generate-response.ts'
export type { AsyncGenerateResponseOptions, AsyncReply } from '../model/async-reply.ts'
export type { ReplySource } from '../model/replay.ts'
export { GenerateResponse } from '../model/generate-response.ts'
export type { GenerateResponseOptions } from '../model/generate-response.ts'
export { GenerateResponseChunk } from '../model/generate-chunk.ts'
export type { GenerateResponseChunkOptions } from '../model/generate-chunk.ts'
export { Message } from '../model/message.ts'
export type { ContentInput, MessageInput, MessageParser } from '../model/message.ts'
export { AsyncGenerateContentResponse } from '../model/async-generate-content-response.ts'
export { BlockedPromptError, BrokenResponseError, StopCandidateError } from '../model/gemini-errors.ts'
export { extractJson } from '../model/extract-json.ts'
export { extractItems } from '../model/json-items.ts'
export { JsonReader } from '../model/json-reader.ts'
export type { JsonPath } from '../model/json-path.ts'
export { parsePartialJson } from '../model/partial-json.ts'
export { formats, registerFormat } from '../model/formats.ts'
export type { JsonSchema, OutputFormat, OutputHandler, OutputReader } from '../model/formats.ts'
export { toJsonSchema, toOutputConfig } from '../model/to-json-schema.ts'
export type { DeepPartial, OutputIssue, OutputOptions } from '../model/output.ts'
export { applyJsonPatch, diffJson } from '../model/json-patch.ts'
export { httpStatusCode } from '../model/status.ts'
export type { StatusName } from '../model/status.ts'
export { pairTools, respondTool, restartTool } from '../model/tools.ts'
export type { RespondToolOptions, RestartToolOptions, ToolInput, ToolOutput } from '../model/tools.ts'
export type { FlowResult } from './genkit-client.ts'
export type { FlowStream, RunFlowOptions, StreamFlowOptions } from './run-flow.ts'
export { isPart, partKind } from '../model/part.ts'
export type { PartKind, PartOf } from '../model/part.ts'
export {
  GenAIError,
  GenerationBlockedError,
  GenerationResponseError,
  IncompleteIterationError,
  ValidationError,
} from '../model/errors.ts'
export type { GenAIErrorCode, TimeoutName, GenAIErrorOptions } from '../model/errors.ts'
export type * from '../model/data.ts'
export { interactionMessages } from '../model/interaction-messages.ts'
export { imageToPart, videoToPart } from './gemini/generated-media.ts'
export type { InteractionProgress } from '../model/interaction-hops.ts'
