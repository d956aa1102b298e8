'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Backend } from '../client/backend.ts'
import type { StreamSnapshot } from '../state/stream-state.ts'
import { StreamStore, type StreamCallbacks } from '../state/stream-store.ts'
import { useBackend } from './context.ts'

export interface UseStreamOptions<O = unknown, S = unknown> extends StreamCallbacks<O, S> {
  /** Let the reply go on when the component unmounts. Default: false, unmounting ends it. */
  keepAlive?: boolean | undefined
}

export type UseStreamResult<I, O = unknown, S = unknown> = StreamSnapshot<I, O, S>

/**
 * Streams one reply and re-renders as it grows, at most once a frame.
 * Callbacks always see the latest closure; new options or a new backend count for the next `start`.
 *
 * @example
 * const reply = useStream(genkit.flow<typeof menuFlow>('menu'))
 * <button onClick={() => reply.start({ theme: 'sushi' })}>Suggest</button>
 * <p aria-busy={reply.isStreaming}>{reply.text}</p>
 */
export function useStream<I, O = unknown, S = unknown>(
  backend?: Backend<I, O, S>,
  options: UseStreamOptions<O, S> = {},
): UseStreamResult<I, O, S> {
  const current = { ...options, backend: useBackend(backend) }
  const [store] = useState(() => new StreamStore<I, O, S>(current))
  useEffect(() => store.setOptions(current))
  useEffect(() => store.attach(), [store])
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
}
