import type { Backend } from '../../client/backend.ts'
import type { CallOptions } from '../../client/http.ts'
import { AgentReading } from '../../model/agent-reading.ts'
import type { AsyncReply } from '../../model/async-reply.ts'
import { type GenAIError, toGenAIError } from '../../model/errors.ts'
import type { GenerateResponse } from '../../model/generate-response.ts'
import type { Retrying } from '../../model/retrying.ts'
import { isObject } from '../../wire/json.ts'
import { toRecordedError } from './recorded-error.ts'
import { newRecording, type RecordedEvent, type RecordedReply, type Recording, type Wire } from './recording.ts'
import { plain, redact, type RedactOptions } from './redact.ts'
import { tap } from './tap.ts'

/** A backend that also remembers what it said. */
export type RecordedBackend<B> = B & {
  /**
   * Everything so far, as one JSON file: redacted, and a copy. A reply that is still arriving is in it as far as it is.
   * @throws GenAIError `invalid` for options that mean nothing.
   */
  recording(options?: RedactOptions): Recording
}

/** How it is recorded. */
export interface RecordOptions {
  /** Where times come from. Default: `globalThis`. */
  clock?: { performance: { now(): number } } | undefined
}

/**
 * A backend like the one it is given, that remembers every reply: what was asked, what came, and when. Headers and cookies are
 * never in it; see `RedactOptions` for credentials, words and media. Make it once, as you make the backend.
 *
 * It listens, and changes nothing: who stops or leaves a reply still closes its connection. Of an agent it hears what hooks
 * and widgets ask; for `agent.chat()`, record the requests with `recordFetch`.
 *
 * @example
 * const backend = recordBackend(genkit.flow('chat'))
 * render(<ChatWidget backend={backend} />) // ask something …
 * await writeFile('test/late-order.json', formatRecording(backend.recording()))
 */
export function recordBackend<B extends Backend<never, unknown, unknown>>(
  backend: B,
  { clock = globalThis }: RecordOptions = {},
): RecordedBackend<B> {
  // What goes in here goes on as it came, whatever type of input the backend takes.
  const target = backend as unknown as Backend & Partial<WithSnapshots>
  const replies: RecordedReply[] = []
  const snapshots: Record<string, unknown> = {}
  let wire: Wire = target.getSnapshot ? 'agent' : 'genkit'

  const begin = (input: unknown) => {
    const since = clock.performance.now()
    const events: RecordedEvent[] = []
    // As it is now: the app may go on changing it.
    const reply: RecordedReply = { input: plain(input), events }
    replies.push(reply)
    const at = (): number => Math.round((clock.performance.now() - since) * 10) / 10
    const say = (event: Omit<RecordedEvent, 'at'>): void => void events.push({ at: at(), ...event })
    return {
      onChunk: (chunk: unknown) => say(chunk === undefined ? { chunk: null } : { chunk }),
      onResult: (result: unknown) => say(result === undefined ? { end: 'done' } : { result }),
      onFailure(error: GenAIError) {
        reply.traceId = error.traceId
        say(error.code === 'aborted' ? { end: 'stopped' } : { error: toRecordedError(error) })
      },
      onRetry({ failureReason: { code, httpStatus } }: Retrying): void {
        const failed = { at: at(), code, ...(httpStatus !== undefined && { httpStatus }) }
        reply.retries = [...(reply.retries ?? []), failed]
      },
    }
  }
  type Listener = ReturnType<typeof begin>
  const told = (listener: Listener, options?: CallOptions): CallOptions => ({
    ...options,
    onRetry(retrying) {
      if (retrying) listener.onRetry(retrying)
      options?.onRetry?.(retrying)
    },
  })
  const listen = (reply: AsyncReply, listener: Listener): AsyncReply => {
    if ('promptFeedback' in reply) wire = 'gemini'
    const onChunk = (raw: unknown): void => {
      if ((reply as { reading?: unknown }).reading instanceof AgentReading) wire = 'agent'
      listener.onChunk(raw)
    }
    // What is there already takes no steps.
    if (reply.done) listener.onResult(reply.toJSON())
    return tap(reply, { ...listener, onChunk })
  }
  const note = (response: GenerateResponse, listener: Listener): void => {
    const { raw } = response
    if (isObject(raw) && 'candidates' in raw) {
      wire = 'gemini'
      // Gemini's own words say more than what was made of them.
      listener.onChunk(raw)
      listener.onResult(undefined)
    } else if (wire === 'agent') {
      const { message, finishReason } = response.toJSON()
      const { session } = response as { session?: object }
      listener.onResult({ message, finishReason, ...session })
    } else listener.onResult(response.toJSON())
  }

  const own: Record<string, unknown> = {
    recording: (options: RedactOptions = {}): Recording =>
      redact(
        {
          ...newRecording(wire, replies),
          backend: backend.key,
          recordedAt: new Date().toISOString(),
          ...(Object.keys(snapshots).length > 0 && { snapshots }),
        },
        options,
      ),
    stream(input: unknown, options?: CallOptions) {
      const listener = begin(input)
      return listen(target.stream(input, told(listener, options)), listener)
    },
    async generate(input: unknown, options?: CallOptions) {
      const listener = begin(input)
      try {
        const response = await target.generate(input, told(listener, options))
        note(response, listener)
        return response
      } catch (error) {
        listener.onFailure(toGenAIError(error))
        throw error
      }
    },
    resume(streamId: string, options?: CallOptions, input?: unknown) {
      const listener = begin(input)
      const reply = target.resume?.(streamId, told(listener, options), input)
      return reply && listen(reply, listener)
    },
    async getSnapshot(lookup: unknown, ...rest: unknown[]) {
      const found = await target.getSnapshot?.(lookup, ...rest)
      const id = isObject(found) ? found['snapshotId'] : undefined
      if (typeof id === 'string') snapshots[id] = plain(found)
      return found
    },
  }
  return withOwn(backend, own) as RecordedBackend<B>
}

interface WithSnapshots {
  getSnapshot(...args: unknown[]): Promise<unknown>
}

/**
 * An object with some members of its own in place of another's, and `recording` besides. Not a copy: a backend may be of a class
 * of the app's own, with private fields, and have verbs that are unknown here.
 */
function withOwn(backend: object, own: Record<string, unknown>): object {
  const bound = new Map<PropertyKey, unknown>()
  const read = (name: PropertyKey): unknown => {
    if (Object.hasOwn(own, name) && (name === 'recording' || Reflect.has(backend, name))) return Reflect.get(own, name)
    const value: unknown = Reflect.get(backend, name)
    if (typeof value !== 'function') return value
    // The same function every time: hooks compare.
    if (!bound.has(name)) bound.set(name, value.bind(backend))
    return bound.get(name)
  }
  // Over an empty object, because a proxy may not say otherwise than one that is frozen.
  return new Proxy(
    {},
    {
      get: (_, name) => read(name),
      has: (_, name) => name === 'recording' || Reflect.has(backend, name),
      ownKeys: () => [...new Set([...Reflect.ownKeys(backend), 'recording'])],
      getOwnPropertyDescriptor: (_, name) =>
        name === 'recording' || Object.hasOwn(backend, name)
          ? { value: read(name), configurable: true, enumerable: true, writable: true }
          : undefined,
    },
  )
}
