'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Backend } from '../client/backend.ts'
import type { StreamSnapshot } from '../state/stream-state.ts'
import { StreamStore, type StreamCallbacks, type StreamOutput } from '../state/stream-store.ts'
import { useBackend } from './context.ts'

/** Options of `useStream`. */
export interface UseStreamOptions<O = unknown, S = unknown, W = unknown> extends StreamCallbacks<O, S> {
  /** Let the reply go on when the component unmounts. Default: false, unmounting ends it. */
  keepAlive?: boolean | undefined
  /** What `output` should be: its schema, its format. Counts for the next `start`. */
  output?: StreamOutput<O, W> | undefined
}

/** `I` it takes, `O` comes out in the end, `S` is streamed, `W` is what the model writes: `O`, but for what a schema changes. */
export type UseStreamResult<I, O = unknown, S = unknown, W = O> = StreamSnapshot<I, O, S, W>

/**
 * Streams one reply and re-renders as it grows, at most once a frame.
 * Callbacks always see the latest closure; new options or a new backend count for the next `start`.
 * With `output.schema` the reply is an object that fills in as it arrives, typed by the schema and checked against it.
 *
 * @example
 * const reply = useStream(genkit.flow<typeof menuFlow>('menu'))
 * <button onClick={() => reply.start({ theme: 'sushi' })}>Suggest</button>
 * <p aria-busy={reply.isStreaming}>{reply.text}</p>
 *
 * const menu = useStream(backend, { output: { schema: z.object({ title: z.string(), price: z.number() }) } })
 * <h2>{menu.output?.title}</h2>
 * {menu.isComplete(['price']) && <p>{menu.output?.price}</p>}
 */
export function useStream<I, B = unknown, S = unknown, O = B, W = O>(
  backend?: Backend<I, B, S>,
  options: UseStreamOptions<O, S, W> = {},
): UseStreamResult<I, O, S, W> {
  // With a schema the backend makes what the schema says; without one, `O` is its own.
  const found = useBackend<I, unknown, S>(backend) as Backend<I, O, S>
  const current = { ...options, backend: found }
  const [store] = useState(() => new StreamStore<I, O, S>(current))
  useEffect(() => store.setOptions(current))
  useEffect(() => store.attach(), [store])
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
  // What is written is only known to the schema, and to its types.
  return snapshot as UseStreamResult<I, O, S, W>
}
