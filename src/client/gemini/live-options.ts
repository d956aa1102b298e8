import type { GenAIError } from '../../model/errors.ts'
import type { LiveServerMessage } from '../../wire/live-data.ts'
import type { LiveSocket, SocketHandlers } from './live-socket.ts'

/** `reconnecting`: what is sent waits. */
export type LiveState = 'open' | 'reconnecting' | 'closed'

/** As in `@google/genai`, and what it does not tell. */
export interface LiveCallbacks {
  onopen?: (() => void) | undefined
  onmessage?: ((message: LiveServerMessage) => void) | undefined
  /** A frame that cannot be read; or, before `onclose`, what ended the session. */
  onerror?: ((error: GenAIError) => void) | undefined
  onclose?: ((end: { code: number; reason: string }) => void) | undefined
  /** The connection was lost, or is being replaced before it is; and is there again. */
  onstate?: ((state: LiveState) => void) | undefined
}

export interface LiveSessionOptions {
  callbacks: LiveCallbacks
  /** Opens a connection, sets it up, and resolves when the server agrees. */
  connect: (handlers: SocketHandlers, handle: string | undefined, over: AbortSignal) => Promise<LiveSocket>
  /** How often in a row a lost connection is looked for. */
  retries: number
  retryDelay: number
  /** Whether answers of tools need the id of the call. */
  needsId: boolean
  handle: string | undefined
  signals: readonly (AbortSignal | undefined)[]
}
