import { GenAIError } from '../model/errors.ts'
import type { FlowRequest, readFlow, StreamState } from './flow.ts'
import { MINUTE } from './flow.ts'
import type { HttpOptions } from './http.ts'
import { online } from './online.ts'
import { orAborted, pause } from './pause.ts'
import { shownUrl } from './shown-url.ts'

type Read = typeof readFlow

interface Lost {
  request: FlowRequest
  /** Chunks that came over the connection, those already known included. */
  passed: number
  error: GenAIError
}

/** What a lost connection looks like: `protocol`, too, when not even a frame came. Everything else is the server's last word. */
const LOST = /^(?:network|offline|timeout|truncated|protocol)$/

/** How often in a row a stream that brings nothing new is taken up. */
const MAX_IDLE = 3

const idle = new WeakMap<StreamState, number>()

/**
 * Goes on with a stream whose connection has broken. The server replays it from its first chunk; those that were passed on
 * are not passed on again, so nobody sees that it was gone.
 *
 * Some servers die of an id that they no longer know (Genkit 1.42 on Express 4, as ES modules). So it is sent once for each
 * time that the connection breaks, after the server has answered to a knock, and not at all by itself when the server was
 * away: then it was started anew, and whether it still knows the reply a person may find out.
 *
 * @throws GenAIError what broke it, when it cannot be taken up; status `NOT_FOUND` when the server has it no more.
 */
export async function* resumeFlow<S>(
  read: Read,
  http: HttpOptions,
  { request, passed, error }: Lost,
  state: StreamState,
): AsyncGenerator<S, unknown> {
  const { code } = error
  const { reconnectTimeout = MINUTE } = http
  const { skip = 0 } = request
  const tries = passed > skip ? 1 : (idle.get(state) ?? 0) + 1
  idle.set(state, tries)
  if (!LOST.test(code) || !reconnectTimeout || tries > MAX_IDLE) {
    // The last word of a stream is its end. What was stopped here goes on there, and may be taken up.
    if (/^(?:server|blocked|parse)$/.test(code)) state.streamId = undefined
    throw error
  }
  setReconnecting(state, true)
  try {
    await reachable(http, request, error)
    // Without it the flow would be asked anew.
    if (!state.streamId) throw error
    return yield* takeUp<S>(read, http, { ...request, skip: Math.max(skip, passed) }, state)
  } finally {
    setReconnecting(state, false)
  }
}

/** Asks for a stream by its id. @throws GenAIError status `NOT_FOUND` when the server has it no more. */
export async function* takeUp<S>(
  read: Read,
  http: HttpOptions,
  request: FlowRequest,
  state: StreamState,
): AsyncGenerator<S, unknown> {
  const shown = shownUrl(request.url)
  let isGone = false
  const fetch: typeof globalThis.fetch = async (...args) => {
    const response = await (http.fetch ?? globalThis.fetch)(...args)
    // Knocks go this way too, and what they are answered says nothing of the stream.
    isGone = args[1]?.method === 'POST' && response.status === 204
    if (isGone) state.streamId = undefined
    return response
  }
  const chunks = read<S>({ ...http, fetch }, { skip: 0, ...request }, state)
  try {
    for (;;) {
      const { done, value } = await chunks.next()
      setReconnecting(state, false)
      if (done) return value
      yield value
    }
  } catch (error) {
    throw isGone ? gone(shown) : error
  } finally {
    await chunks.return(undefined)
  }
}

function setReconnecting(state: StreamState, is: boolean): void {
  if (Boolean(state.isReconnecting) === is) return
  state.isReconnecting = is
  state.onNews?.()
}

const gone = (url: string): GenAIError =>
  new GenAIError(
    'truncated',
    `${url} no longer has this reply: its time is up, or the server was restarted. What had arrived is kept; it is not the whole. Ask again.`,
    { status: 'NOT_FOUND', httpStatus: 204, retryable: true },
  )

/** Milliseconds in which a machine that is there says that nobody listens. What takes longer is the network's fault. */
const AT_ONCE = 1000

/**
 * Resolves when the server can be reached. It is asked nothing: a `HEAD`, whatever comes back, and whoever it is from.
 * @throws what broke the connection, when it takes too long; an error that says so, when the server was away.
 */
async function reachable(
  http: HttpOptions,
  { url, signals, until = Infinity }: FlowRequest,
  error: unknown,
): Promise<void> {
  const { fetch = globalThis.fetch, reconnectTimeout = MINUTE, signal, clock = globalThis } = http
  const all = [...signals, signal]
  let left = Math.min(reconnectTimeout, until - clock.performance.now())
  let refusals = 0
  for (let wait = 250; ; wait = Math.min(wait * 2, 8000)) {
    // Half of it by chance: a server that was restarted should not have all of its readers back at once.
    const ms = wait * (0.5 + clock.Math.random() / 2)
    await pause(ms, all, clock)
    await online(all)
    const limit = new AbortController()
    const since = clock.performance.now()
    try {
      const knock = (): Promise<Response> =>
        fetch(url, { method: 'HEAD', mode: 'no-cors', cache: 'no-store', credentials: 'omit', signal: limit.signal })
      const limited = pause(Math.min(8000, left), [...all, limit.signal], clock).then(() => Promise.reject(error))
      await Promise.race([orAborted(knock, all), limited])
      return
    } catch (cause) {
      if (GenAIError.is(cause) && cause.code === 'aborted') throw cause
      const took = clock.performance.now() - since
      // Once may be a change of networks; twice in a row nobody listens there.
      refusals = took < AT_ONCE ? refusals + 1 : 0
      if (refusals > 1) throw away(shownUrl(url), error)
      if (refusals > 0) wait = 50
      left -= ms + took
      if (left <= 0) throw error
    } finally {
      limit.abort()
    }
  }
}

const away = (url: string, cause: unknown): GenAIError =>
  new GenAIError(
    'network',
    `${url} went away in mid-answer; it may have been restarted. What had arrived is kept. Try again: it may still have the rest.`,
    { retryable: true, cause },
  )
