export { generateOptions } from './hooks/generate-options.ts'
export type { GenerateKey, GenerateOptionsOptions, GenerateQueryOptions } from './hooks/generate-options.ts'
export { GenAIProvider } from './hooks/provider.tsx'
export { useBackend, useClient } from './hooks/context.ts'
export { useGemini } from './hooks/use-gemini.ts'
export type { GenAIProviderProps } from './hooks/provider.tsx'
export { useGenerate } from './hooks/use-generate.ts'
export type { UseGenerateOptions, UseGenerateResult } from './hooks/use-generate.ts'
export { useStream } from './hooks/use-stream.ts'
export type { UseStreamOptions, UseStreamResult } from './hooks/use-stream.ts'
export { useAgent, useAgentFacts } from './hooks/use-agent.ts'
export type { AgentVerbs, UseAgentOptions, UseAgentResult } from './hooks/use-agent.ts'
export type { AgentFacts, ThreadSnapshot } from './state/agent-snapshot.ts'
export { useChat } from './hooks/use-chat.ts'
export type { UseChatOptions, UseChatResult } from './hooks/use-chat.ts'
export {
  useChatStatus,
  useChatValue,
  useDraft,
  useMessage,
  useMessageIds,
  usePart,
  useToolAnswers,
  useTurns,
} from './hooks/use-chat-parts.ts'
export type { ChatSource, ToolAnswers } from './hooks/use-chat-parts.ts'
export { useAttachments } from './hooks/use-attachments.ts'
export type { UseAttachmentsOptions, UseAttachmentsResult } from './hooks/use-attachments.ts'
export { useUpload } from './hooks/use-upload.ts'
export type { UseStoreUploadOptions, UseUploadOptions, UseUploadResult } from './hooks/use-upload.ts'
export { UploadStore } from './state/upload-store.ts'
export type { UploadStoreOptions } from './state/upload-store.ts'
export { filesTarget, storeTarget } from './state/upload-target.ts'
export type { UploadTarget } from './state/upload-target.ts'
export type { UploadItem, UploadSnapshot, UploadStatus } from './state/upload-item.ts'
export { useInteraction } from './hooks/use-interaction.ts'
export type { UseInteractionOptions, UseInteractionResult } from './hooks/use-interaction.ts'
export { InteractionStore } from './state/interaction-store.ts'
export type { InteractionStoreOptions, InteractionToolResult } from './state/interaction-options.ts'
export type { InteractionPhase, InteractionSnapshot, InteractionVerbs } from './state/interaction-state.ts'
export type { TextStorage } from './state/interaction-memory.ts'
export { liveWithTokens, useLive } from './hooks/use-live.ts'
export type { LiveClient, UseLiveOptions, UseLiveResult } from './hooks/use-live.ts'
export { LiveStore } from './state/live/live-store.ts'
export type { LiveStoreOptions } from './state/live/live-options.ts'
export type { LiveSnapshot, LiveStatus, LiveVerbs, MicrophoneStatus } from './state/live/live-state.ts'
export type { LiveMessage } from './state/live/transcript.ts'
export type { DeviceProblem, DeviceProblemReason } from './state/live/device-problem.ts'
export { useCountTokens } from './hooks/use-count-tokens.ts'
export type { UseCountTokensOptions, UseCountTokensResult } from './hooks/use-count-tokens.ts'
export { useFiles } from './hooks/use-files.ts'
export type { UseFilesOptions, UseFilesResult } from './hooks/use-files.ts'
export { useGenerateVideos } from './hooks/use-generate-videos.ts'
export type { UseGenerateVideosOptions, UseGenerateVideosResult } from './hooks/use-generate-videos.ts'
export { useJobs } from './hooks/use-jobs.ts'
export type { Job, UseJobsOptions, UseJobsResult } from './hooks/use-jobs.ts'
export { useModels } from './hooks/use-models.ts'
export type { UseModelsOptions, UseModelsResult } from './hooks/use-models.ts'
export { useOnline } from './hooks/use-online.ts'
export { threadOptions, useThreads } from './hooks/use-threads.ts'
export type { ThreadQueryOptions, UseThreadsOptions, UseThreadsResult } from './hooks/use-threads.ts'
export { agentQueries, credentialQueries, environmentQueries } from './hooks/queries/resources.ts'
export { triggerQueries, voiceQueries, webhookQueries } from './hooks/queries/resources.ts'
export { authTokenQueries } from './hooks/queries/auth-tokens.ts'
export { batchQueries } from './hooks/queries/batches.ts'
export { cacheQueries } from './hooks/queries/caches.ts'
export { documentQueries } from './hooks/queries/documents.ts'
export { fileQueries } from './hooks/queries/files.ts'
export { fileSearchStoreQueries } from './hooks/queries/file-search-stores.ts'
export { interactionQueries } from './hooks/queries/interactions.ts'
export { liveQueries } from './hooks/queries/live.ts'
export { modelQueries } from './hooks/queries/models.ts'
export { operationQueries } from './hooks/queries/operations.ts'
export { tuningQueries } from './hooks/queries/tunings.ts'
export type { AskKey, ClientWith, Facts, GetKey, InfiniteKey, KeyFilter } from './hooks/queries/keys.ts'
export type { ListKey, ListsKey, Named, ServiceKey } from './hooks/queries/keys.ts'
export type { PolledOptions } from './hooks/queries/poll.ts'
export type { ListPage, ResourceInfiniteQuery, ResourceQuery } from './hooks/queries/read.ts'
export type { ResourceMutation } from './hooks/queries/change.ts'
export { StreamStore } from './state/stream-store.ts'
export type { StreamCallbacks, StreamOutput, StreamStoreOptions } from './state/stream-store.ts'
export type { StreamPhase, StreamSnapshot, StreamStatus, StreamVerbs } from './state/stream-state.ts'
export { ChatStore } from './state/chat-store.ts'
export { createChatStore } from './state/create-chat-store.ts'
export type { ChatStoreOptions, OnlineSource } from './state/chat-options.ts'
export type {
  ChatInput,
  ChatSnapshot,
  ChatStatus,
  ChatTurn,
  ChatVerbs,
  ResumeData,
  SendMessageOptions,
} from './state/chat-state.ts'
export type { ChatTool, ChatTools, ServerTools } from './state/chat-tool.ts'
export type { AttachmentLimits, Refusal } from './state/attachments.ts'

// Everything that needs no React.
export * from './client/index.ts'
