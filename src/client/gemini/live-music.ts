import type { GenAIError } from '../../model/errors.ts'
import type { LiveServerMessage } from '../../wire/live-data.ts'
import type { GeminiApi } from './api.ts'
import { invalid, onlyOnGemini } from './invalid.ts'
import { liveAddress, openSocket, type LiveSocket } from './live-socket.ts'
import { MessageQueue } from './message-queue.ts'
import { modelPath } from './names.ts'
import { safely } from '../safely.ts'

/** What should be heard, and how much of it among the others. */
export interface WeightedPrompt {
  text?: string
  weight?: number
}

/** For those who do not iterate the session. */
export interface LiveMusicCallbacks {
  onmessage?: ((message: LiveServerMessage) => void) | undefined
  onerror?: ((error: GenAIError) => void) | undefined
  onclose?: ((end: { code: number; reason: string }) => void) | undefined
}

/** Music that plays on until it is closed. */
export interface LiveMusicSession extends AsyncIterable<LiveServerMessage> {
  setWeightedPrompts(params: { weightedPrompts: readonly WeightedPrompt[] }): Promise<void>
  /** `bpm`, `scale`, `density`, `brightness`, … */
  setMusicGenerationConfig(params: { musicGenerationConfig: object }): Promise<void>
  play(): void
  pause(): void
  stop(): void
  /** Forgets what was played, and goes on at once. */
  resetContext(): void
  close(): void
}

/** Lyria: music that goes on until it is closed. Not on Vertex AI. */
export interface LiveMusic {
  connect(
    params: { model: string; callbacks?: LiveMusicCallbacks | undefined },
    options?: { signal?: AbortSignal | undefined },
  ): Promise<LiveMusicSession>
}

/** The `live.music` service alone. */
export const createLiveMusic = (api: GeminiApi): LiveMusic => ({
  connect: async ({ model, callbacks = {} }, { signal } = {}) => {
    if (api.vertex) throw onlyOnGemini('live.music.connect')
    const queue = new MessageQueue<LiveServerMessage>()
    let socket: LiveSocket | undefined
    socket = await openSocket(
      api,
      await liveAddress(api, 'BidiGenerateMusic'),
      {
        onMessage: (message) => {
          queue.push(message)
          safely(() => callbacks.onmessage?.(message))
        },
        onError: (error) => safely(() => callbacks.onerror?.(error)),
        onClose: (error, code) => {
          socket = undefined
          queue.end(error)
          safely(() => callbacks.onerror?.(error))
          safely(() => callbacks.onclose?.({ code, reason: error.message }))
        },
      },
      [signal, api.signal, api.options.signal],
    )
    if (callbacks.onmessage) queue.forget()
    const send = (message: object): void => {
      if (!socket) throw invalid('The music is over. Connect again: `live.music.connect`.')
      socket.send(message)
    }
    send({ setup: { model: modelPath(api, model) } })
    const control = (playbackControl: string) => (): void => send({ playbackControl })
    return {
      [Symbol.asyncIterator]: () => queue.read(),
      setWeightedPrompts: async ({ weightedPrompts }) => {
        if (!weightedPrompts?.length) throw invalid('There are no prompts: at least one is needed. Nothing was sent.')
        send({ clientContent: { weightedPrompts } })
      },
      setMusicGenerationConfig: async ({ musicGenerationConfig }) => send({ musicGenerationConfig }),
      play: control('PLAY'),
      pause: control('PAUSE'),
      stop: control('STOP'),
      resetContext: control('RESET_CONTEXT'),
      close: () => {
        socket?.close()
        socket = undefined
        queue.end(undefined)
      },
    }
  },
})
