import { pause } from '../../client/pause.ts'
import { aborted, GenAIError } from '../../model/errors.ts'
import { fromRecordedError } from './recorded-error.ts'
import { kindOf, type RecordedEvent } from './recording.ts'

/** How fast something recorded is played. */
export interface PaceOptions {
  /**
   * `real`: as it came · `instant`: without a wait · a number: so many milliseconds before each event. Waits are made with
   * `setTimeout` and `performance.now`, as they are at that moment: fake timers move them. Default: `real`.
   */
  pace?: 'real' | 'instant' | number | undefined
  /** Of a `real` pace: 2 is twice as fast. Default: 1. */
  speed?: number | undefined
}

/** Waits until an event is due. */
export type Wait = (event: Pick<RecordedEvent, 'at'>, signal: AbortSignal) => Promise<void>

/** @throws GenAIError `invalid` for a pace that is none. */
export function paceOf({ pace = 'real', speed = 1 }: PaceOptions): () => Wait {
  if (!(pace === 'real' || pace === 'instant' || (typeof pace === 'number' && pace >= 0 && pace < Infinity)))
    throw new GenAIError('invalid', '`pace` must be `real`, `instant` or a number of milliseconds. Nothing was played.')
  if (!(speed > 0)) throw new GenAIError('invalid', '`speed` must be a number above 0. Nothing was played.')
  return () => {
    const since = performance.now()
    return async ({ at }, signal) => {
      if (pace === 'instant') return
      // By the clock, so that late timers do not add up.
      const ms = pace === 'real' ? at / speed - (performance.now() - since) : pace
      if (ms > 0) await pause(ms, [signal])
    }
  }
}

const BROKEN = 'The connection to the server broke before the reply was complete. What had arrived is kept. Try again.'
const TRUNCATED = 'The reply ended before it was complete. What had arrived is kept. Try again.'
const UNREADABLE =
  'The server sent something that is not JSON. What had arrived is kept. The app’s developers should look.'

/** What an event fails the reply with; nothing, when it does not. */
export function failureOf(event: RecordedEvent): GenAIError | undefined {
  const { error, end } = event
  if (error) return fromRecordedError(error)
  if (kindOf(event) === 'bytes') return new GenAIError('parse', UNREADABLE)
  if (end === 'cut') return new GenAIError('network', BROKEN, { retryable: true })
  if (end === 'closed') return new GenAIError('truncated', TRUNCATED, { retryable: true })
  if (end === 'stopped') return aborted('It was stopped when it was recorded.')
  return undefined
}

/** Plays the events of a reply as its source: yields the chunks, returns the result, throws what it failed with. */
export async function* play(
  events: readonly RecordedEvent[],
  wait: Wait,
  signal: AbortSignal,
): AsyncGenerator<unknown, unknown> {
  for (const event of events) {
    await wait(event, signal)
    const failure = failureOf(event)
    if (failure) throw failure
    if (kindOf(event) === 'chunk') yield event.chunk
    else if (event.end === 'held') break
    else return event.result
  }
  // Held; and whoever saved it in mid-reply has not seen its end.
  return await left(signal)
}

/** Waits for somebody to leave. */
export const left = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = (): void => reject(aborted(signal.reason))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  })
