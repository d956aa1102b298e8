import { GenAIError } from '../../model/errors.ts'
import type { GeminiApi } from './api.ts'
import { declared } from './callable-tools.ts'
import { invalid } from './invalid.ts'
import { createLiveMusic, type LiveMusic } from './live-music.ts'
import type { LiveCallbacks } from './live-options.ts'
import { LiveSession } from './live-session.ts'
import { toLiveSetup, type LiveConnectConfig } from './live-setup.ts'
import { orAborted } from '../pause.ts'
import { safely } from '../safely.ts'
import { liveAddress, openSocket, type LiveSocket, type SocketHandlers } from './live-socket.ts'

/** What the session is with, and how it should be. */
export interface LiveConnectParameters {
  model: string
  config?: LiveConnectConfig | undefined
  /** As in `@google/genai`. Or iterate the session. */
  callbacks?: LiveCallbacks | undefined
}

/** Options of one session, beside what the service is told. */
export interface LiveConnectOptions {
  signal?: AbortSignal | undefined
  /** How often in a row a lost connection is looked for, where there is a handle to go on from. Default: 4. */
  retries?: number | undefined
  /** Milliseconds before the second of these, doubled for each that follows, up to 8,000. Default: 500. */
  retryDelay?: number | undefined
}

/** Gemini's Live API: voices, pictures and words, both ways, as they come. */
export interface Live {
  /**
   * Opens a session, and resolves when the server has agreed to its setup.
   *
   * In a browser the client's `apiKey` is an ephemeral token, or a function that gets one from a server of yours: it is
   * asked anew whenever the connection is.
   * @throws GenAIError `server` with what the server has against the setup; `network`, `timeout`.
   */
  connect(params: LiveConnectParameters, options?: LiveConnectOptions): Promise<LiveSession>
  /** Lyria: music that goes on, and is steered while it plays. Not on Vertex AI. */
  readonly music: LiveMusic
}

const MINUTE = 60_000

/** The `live` service alone. `createGeminiClient` has it as `live`. */
export function createLive(api: GeminiApi): Live {
  return {
    music: createLiveMusic(api),
    connect: async ({ model, config, callbacks = {} }, { signal, retries = 4, retryDelay = 500 } = {}) => {
      if (config?.httpOptions) throw invalid('A live session has no `httpOptions` of its own. Give them to the client.')
      if (api.signal.aborted) throw invalid('This client is closed. Make a new one.')
      const tools = config?.tools && (await declared(config.tools))
      const setup = toLiveSetup(api, model, { ...config, ...(tools && { tools }) })
      const signals = [signal, api.signal, api.options.signal]

      const connect = async (
        handlers: SocketHandlers,
        handle: string | undefined,
        over: AbortSignal,
      ): Promise<LiveSocket> => {
        let agree: () => void = () => undefined
        let refuse: (error: GenAIError) => void = () => undefined
        const agreed = new Promise<void>((resolve, reject) => {
          agree = resolve
          refuse = reject
        })
        const late = new AbortController()
        const wait = api.options.timeout ?? MINUTE
        const timer = setTimeout(
          () => {
            const error = new GenAIError(
              'timeout',
              `The live session was not agreed to for ${wait / 1000} s. Try again.`,
              {
                retryable: true,
              },
            )
            refuse(error)
            late.abort(error)
          },
          wait || 2 ** 31 - 1,
        )
        // Both may fail, and one of them is awaited first.
        agreed.catch(() => undefined)
        let socket: LiveSocket | undefined
        const stops = [...signals, late.signal, over]
        try {
          const url = await orAborted(() => liveAddress(api), stops)
          socket = await openSocket(
            api,
            url,
            {
              ...handlers,
              onMessage: (message) => {
                if (message['setupComplete']) agree()
                handlers.onMessage(message)
              },
              onClose: (error, code) => {
                refuse(error)
                handlers.onClose(error, code)
              },
            },
            stops,
          )
          safely(() => callbacks.onopen?.())
          const resumption = handle && { sessionResumption: { ...config?.sessionResumption, handle } }
          socket.send({ setup: { ...setup, ...resumption } })
          await agreed
          return socket
        } catch (error) {
          socket?.close()
          throw late.signal.aborted ? late.signal.reason : error
        } finally {
          clearTimeout(timer)
        }
      }
      const handle = config?.sessionResumption?.handle
      return new LiveSession({ callbacks, connect, retries, retryDelay, needsId: !api.vertex, handle, signals }).open()
    },
  }
}
