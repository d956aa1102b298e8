/**
 * What the examples in the sources speak of: types, for they are compiled. Those that say what comes of a line are run, and
 * need none of this.
 */
import type { UIMessage } from 'ai'
import type { ComponentProps, ComponentType, ReactNode } from 'react'
import type {
  Backend,
  ChatMessage,
  ChatStorage,
  GeminiClient,
  Job,
  GeminiOperation,
  GeminiResponse,
  GenerateResponse,
  ToolRequestPart,
  UploadStorage,
  mcpToTool,
  useChat,
} from 'react-genai'
import type { ComposerProps, ToolProps } from 'react-genai/components'
import type { Recording, recordBackend } from 'react-genai/testing'
import * as z from 'zod'

export { writeFile } from 'node:fs/promises'
export type { chatFlow, drawFlow, menuFlow, supportAgent } from '../app/server/flows.ts'

export const Menu = z.object({ title: z.string() })
export const Contact = z.object({ name: z.string(), email: z.string() })

export declare const App: ComponentType
export declare const Chat: ComponentType<{ composer: ReactNode }>
export declare const Composer: ComponentType<Partial<ComposerProps>>
export declare const RouterLink: ComponentType<ComponentProps<'a'>>
export declare const WeatherCard: ComponentType<ToolProps>

export declare const backend: ReturnType<typeof recordBackend<Backend<{ prompt: string }>>>
export declare const flow: Backend
export declare const menu: Backend<{ theme: string }>
export declare const body: string
export declare const booking: Recording
export declare const chat: ReturnType<typeof useChat>
export declare const chunks: AsyncIterable<GeminiResponse>
export declare const client: Parameters<typeof mcpToTool>[0]
export declare const contents: string
export declare const draft: string
export declare const file: File
export declare const id: string
export declare const input: { prompt: string }
export declare const message: ChatMessage
export declare const messages: ChatMessage[]
export declare const model: string
export declare const name: string
export declare const operation: GeminiOperation<unknown> & { name: string }
export declare const reply: { text: string; isStreaming: boolean }
export declare const response: GenerateResponse
export declare const signal: AbortSignal
export declare const storage: ChatStorage
export declare const tools: Record<string, never>
export declare const topic: string
export declare const uiMessages: UIMessage[]
export declare const uploads: UploadStorage
export declare const user: { id: string }
export declare const vertex: GeminiClient
export declare const waiting: ToolRequestPart

export declare const { authTokens, chats, files, interactions, models, operations }: GeminiClient

export declare function getToken(): Promise<string>
export declare function locate(): Promise<{ lat: number; lng: number }>
export declare function parseCsv(text: string): string[][]
export declare function price(job: Job['job']): ReactNode
export declare function print(said: unknown): void
export declare function save(value: unknown): Promise<void>
export declare function send(): void
export declare function setDraft(draft: string): void
export declare function setModel(model: string): void
export declare function show(value: unknown): void
export declare function signIn(): void
export declare function start(input: unknown): void
export declare function token(): Promise<string>
export declare function wordsOf(text: string): AsyncIterable<string>
