import type { LiveConnectConfig } from '../../client/gemini/live-setup.ts'
import type { LiveServerMessage } from '../../model/data.ts'
import type { GenAIError } from '../../model/errors.ts'
import type { ChatTools } from '../chat-tool.ts'

/** Options of `useLive`, and of a `LiveStore`. They count for the next session; callbacks and tools at once. */
export interface LiveStoreOptions {
  model: string
  /**
   * As `live.connect` takes it. Default: replies in voice, both sides as words, and a session that outlives its
   * connection.
   */
  config?: LiveConnectConfig | undefined
  /** Tools of the page: those with `execute` answer by themselves. What they are, the model is told in `config.tools`. */
  tools?: ChatTools | undefined
  /** Ask for the microphone when connecting. Default: true. */
  microphone?: boolean | undefined
  /** Which one. Default: the browser's choice. */
  microphoneId?: string | undefined
  /**
   * Where `react-genai/worklet.js` is served. Needed where a Content-Security-Policy forbids `blob:` scripts; without it,
   * such pages listen within the page itself, which stutters when that is busy.
   */
  worklet?: string | URL | undefined
  /** Frames of the camera or screen in a second. Default: 1. */
  frameRate?: number | undefined
  /** Every message of the server's. */
  onMessage?: ((message: LiveServerMessage) => void) | undefined
  onError?: ((error: GenAIError) => void) | undefined
  /** The session is over, for whatever reason. */
  onClose?: (() => void) | undefined
}

/** What is asked for where the app has not said otherwise. */
export const withDefaults = (config: LiveConnectConfig = {}): LiveConnectConfig => {
  const modalities = config.responseModalities ?? ['AUDIO']
  return {
    sessionResumption: {},
    inputAudioTranscription: {},
    ...(modalities.includes('AUDIO') && { outputAudioTranscription: {} }),
    ...config,
    responseModalities: modalities,
  }
}
