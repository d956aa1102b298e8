import type { LiveSession } from '../../client/gemini/live-session.ts'
import { INPUT_RATE } from './microphone.ts'
import { toPcm } from './pcm.ts'

/** Bytes that may wait to be sent: above it frames are dropped, and above four times as many, sound. */
export const CROWDED = 256_000
/** Samples that are kept while there is no connection: what was said ten seconds ago is not answered any more. */
const PATIENCE = 10 * INPUT_RATE

/** What the microphone hears on its way to the server. Without a connection, the last of it is kept. */
export class KeptSound {
  #pieces: { data: string; count: number }[] = []
  #count = 0

  say(samples: Float32Array, session: LiveSession): void {
    if (session.state === 'closed' || session.bufferedAmount > 4 * CROWDED) return
    this.#pieces.push({ data: toPcm(samples), count: samples.length })
    this.#count += samples.length
    if (session.state === 'open') return this.flush(session)
    while (this.#count > PATIENCE) this.#count -= this.#pieces.shift()?.count ?? PATIENCE
  }

  flush(session: LiveSession): void {
    for (const { data } of this.#pieces)
      session.sendRealtimeInput({ audio: { data, mimeType: `audio/pcm;rate=${INPUT_RATE}` } })
    this.clear()
  }

  /** That was all: the server would wait for more of a sentence. */
  end(session: LiveSession | undefined): void {
    if (!session || session.state === 'closed') return
    this.flush(session)
    session.sendRealtimeInput({ audioStreamEnd: true })
  }

  clear(): void {
    this.#pieces = []
    this.#count = 0
  }
}
