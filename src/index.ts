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
export { ChatStore, createChatStore } from './state/chat-store.ts'
export type { ChatStoreOptions, OnlineSource } from './state/chat-options.ts'
export type {
  ChatAttachment,
  ChatDraft,
  ChatInput,
  ChatSnapshot,
  ChatStatus,
  ChatTurn,
  ChatVerbs,
  ResumeData,
} from './state/chat-state.ts'
export type { ChatTool, ChatTools } from './state/chat-tool.ts'
export { ChatMessage } from './model/chat/chat-message.ts'
export type { ChatErrorData, ChatMessageData, MessageStatus, ReplyFacts } from './model/chat/chat-message.ts'
export type { ChatTurnIds } from './model/chat/turns.ts'

// Everything that needs no React.
export * from './client/index.ts'
