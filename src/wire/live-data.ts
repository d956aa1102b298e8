/** What a live session sends and receives: JSON, a few fields at a time (protocols/gemini 2.9). */
import type { GeminiContent, GeminiFunctionCall } from './gemini-data.ts'

type Loose = Record<string, unknown>

/** Base64, and what it is: `audio/pcm;rate=16000`, `image/jpeg`. */
export interface LiveBlob {
  data?: string
  mimeType?: string
}

/** What was heard, as words. */
export interface LiveTranscription {
  text?: string
  finished?: boolean
}

/** What the model says, and whether it is done, or was interrupted. */
export interface LiveServerContent {
  /** A piece of what the model says: text, or sound in `inlineData`, PCM at 24 kHz. */
  modelTurn?: GeminiContent
  turnComplete?: boolean
  generationComplete?: boolean
  /** The user has spoken: drop what has not been played yet. */
  interrupted?: boolean
  inputTranscription?: LiveTranscription
  outputTranscription?: LiveTranscription
  groundingMetadata?: Loose
  urlContextMetadata?: Loose
  turnCompleteReason?: string
  waitingForInput?: boolean
  [field: string]: unknown
}

/** One message of the server's. It may hold several of these at once. */
export interface LiveServerMessage {
  setupComplete?: { sessionId?: string }
  serverContent?: LiveServerContent
  toolCall?: { functionCalls?: GeminiFunctionCall[] }
  toolCallCancellation?: { ids?: string[] }
  usageMetadata?: Loose
  /** The connection will end soon. */
  goAway?: { timeLeft?: string }
  sessionResumptionUpdate?: { newHandle?: string; resumable?: boolean; lastConsumedClientMessageIndex?: string }
  voiceActivity?: Loose
  [field: string]: unknown
}
