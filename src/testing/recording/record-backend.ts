import type { Backend } from '../../client/backend.ts'
import type { CallOptions } from '../../client/http.ts'
import { AgentReading } from '../../model/agent-reading.ts'
import type { AsyncReply } from '../../model/async-reply.ts'
import { type GenAIError, toGenAIError } from '../../model/errors.ts'
import type { Retrying } from '../../model/retrying.ts'
import { isObject } from '../../wire/json.ts'
import { toRecordedError } from './recorded-error.ts'
import { newRecording, type RecordedEvent, type RecordedReply, type Recording, type Wire } from './recording.ts'
import { redact, type RedactOptions } from './redact.ts'
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
 * A backend like the one it is given, that remembers every reply: what was asked, what came, and when. Keys, cookies and
 * headers are never in it; see `RedactOptions` for texts and media.
 *
 * It listens, and changes nothing: who stops or leaves a reply still closes its connection. Of an agent it hears what hooks
 * and widgets ask; for `agent.chat()`, and for services, record the requests with `recordFetch`.
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
  // Its own input is its own affair: what goes in here goes on as it came.
  const target = backend as unknown as Backend
  const replies: RecordedReply[] = []
  const snapshots: Record<string, unknown> = {}
  let wire: Wire = 'genkit'
  const now = (): number => clock.performance.now()

  const begin = (input: unknown) => {
    const since = now()
    const events: RecordedEvent[] = []
    const reply: RecordedReply = { input, events }
    replies.push(reply)
    const at = (): number => Math.round((now() - since) * 10) / 10
    const say = (event: Omit<RecordedEvent, 'at'>): void => void events.push({ at: at(), ...event })
    return {
      onChunk: (chunk: unknown) => say(chunk === undefined ? { chunk: null } : { chunk }),
      onResult: (result: unknown) => say(result === undefined ? { end: 'done' } : { result }),
      onFailure(error: GenAIError) {
        reply.traceId = error.traceId
        say(error.code === 'aborted' ? { end: 'stopped' } : { error: toRecordedError(error) })
      },
      onRetry({ failureReason }: Retrying): void {
        const { code, httpStatus } = failureReason
        ;(reply.retries ??= []).push({ at: at(), code, ...(httpStatus !== undefined && { httpStatus }) })
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
    const onChunk = (raw: unknown): void => {
      wire = wireOfReply(reply)
      listener.onChunk(raw)
    }
    const onResult = (result: unknown): void => {
      wire = wireOfReply(reply)
      listener.onResult(result)
    }
    // What is there already takes no steps.
    if (reply.done) listener.onResult(reply.toJSON())
    return tap(reply, { ...listener, onChunk, onResult })
  }

  const own = {
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
        const data = response.toJSON()
        const isGemini = isObject(response.raw) && 'candidates' in response.raw
        if (isGemini) wire = 'gemini'
        // Gemini's own words say more than what was made of them.
        if (isGemini) listener.onChunk(response.raw)
        listener.onResult(isGemini ? undefined : data)
        return response
      } catch (error) {
        listener.onFailure(toGenAIError(error))
        throw error
      }
    },
    ...(target.resume && {
      resume: (streamId: string, options?: CallOptions, input?: unknown) => {
        const listener = begin(input)
        return listen(
          (target.resume as NonNullable<Backend['resume']>)(streamId, told(listener, options), input),
          listener,
        )
      },
    }),
    async getSnapshot(lookup: unknown, ...rest: unknown[]) {
      const found = await (target as unknown as WithSnapshots).getSnapshot(lookup, ...rest)
      const id = isObject(found) ? found['snapshotId'] : undefined
      if (typeof id === 'string') snapshots[id] = found
      return found
    },
  }
  // A proxy, because a backend may be of a class of the app's own, with private fields, and has verbs unknown here.
  return new Proxy(backend, {
    has: (_, name) => name === 'recording' || Reflect.has(backend, name),
    get(_, name) {
      if (Object.hasOwn(own, name) && (name === 'recording' || Reflect.has(backend, name)))
        return Reflect.get(own, name)
      const value: unknown = Reflect.get(backend, name)
      return typeof value === 'function' ? (value.bind(backend) as unknown) : value
    },
  }) as RecordedBackend<B>
}

interface WithSnapshots {
  getSnapshot(...args: unknown[]): Promise<unknown>
}

function wireOfReply(reply: AsyncReply): Wire {
  if ('promptFeedback' in reply) return 'gemini'
  return (reply as { reading?: unknown }).reading instanceof AgentReading ? 'agent' : 'genkit'
}
