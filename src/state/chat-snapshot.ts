import type { ToolRequestPart } from '../model/data.ts'
import type { GenAIError } from '../model/errors.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import type { RequestFacts } from './chat-run.ts'
import type { ChatSnapshot, ChatVerbs } from './chat-state.ts'
import type { ChatStore } from './chat-store.ts'

/** The same one each time: nobody draws again for it. */
const NONE: readonly ToolRequestPart[] = []

interface Facts {
  verbs: ChatVerbs
  /** How far the reply is that is being written, here or in another tab. */
  running: 'pending' | 'streaming' | undefined
  response: GenerateResponse | undefined
  request: RequestFacts
  interrupts: readonly ToolRequestPart[]
  isOnline: boolean
  isLoading: boolean
  storageError: GenAIError | undefined
}

/** A chat as it stands, for `getSnapshot`. */
export function makeChatSnapshot(
  store: ChatStore,
  { verbs, running, interrupts, isOnline, request, ...rest }: Facts,
): ChatSnapshot {
  const { thread } = store
  const { head, path } = thread.tree
  const error = running ? undefined : head?.error
  const isPaused = running ? request.fetchStatus === 'paused' : thread.queue.length > 0 && !isOnline
  return {
    ...request,
    ...verbs,
    store,
    id: store.id,
    status: running ?? (error ? 'error' : head?.status === 'interrupted' ? 'interrupted' : 'idle'),
    error,
    messages: thread.messages,
    messageIds: path,
    turns: thread.turns,
    queue: thread.queue,
    interrupts: running ? NONE : interrupts,
    fetchStatus: isPaused ? 'paused' : running ? 'fetching' : 'idle',
    ...rest,
  }
}
