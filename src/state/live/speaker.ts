import { loudness } from './pcm.ts'

/** What Gemini speaks at. A context of that rate puts pieces together without resampling each, which would click. */
const OUTPUT_RATE = 24_000
/** Seconds that a voice begins late, so that pieces which come unevenly are in time. */
const LEAD = 0.08
/** Seconds that are kept while nothing can be heard. What is older nobody wants to hear. */
const STALE = 20
/** Seconds in which a voice that is cut off fades, so that it does not click. */
const FADE = 0.02

/** Speaks what comes piece by piece, without a gap, and stops when it is told to. */
export class Speaker {
  readonly #context: AudioContext
  readonly #analyser: AnalyserNode
  readonly #samples: Float32Array<ArrayBuffer>
  readonly #onChange: (isSpeaking: boolean) => void
  readonly #playing = new Set<AudioBufferSourceNode>()
  #voice: GainNode
  /** When the next piece begins, in samples: counted, not added up, so that no gap creeps in. */
  #next = -1

  constructor(onChange: (isSpeaking: boolean) => void, context = new AudioContext({ sampleRate: OUTPUT_RATE })) {
    this.#onChange = onChange
    this.#context = context
    this.#analyser = context.createAnalyser()
    this.#analyser.fftSize = 1024
    this.#samples = new Float32Array(this.#analyser.fftSize)
    this.#analyser.connect(context.destination)
    this.#voice = this.#newVoice()
    // Without a gesture of the person it may stay silent until there is one.
    void context.resume().catch(() => undefined)
  }

  /** Seconds that are still to be heard. */
  get queued(): number {
    return this.#playing.size === 0 ? 0 : Math.max(0, this.#next / this.#context.sampleRate - this.#context.currentTime)
  }

  /** How loud it is, from 0 to 1. */
  get level(): number {
    if (this.#playing.size === 0) return 0
    this.#analyser.getFloatTimeDomainData(this.#samples)
    return loudness(this.#samples)
  }

  /** Speaks it, when what came before has been said. */
  play(samples: Float32Array<ArrayBuffer>, rate = OUTPUT_RATE): void {
    if (samples.length === 0 || this.#context.state === 'closed') return
    if (this.#context.state !== 'running' && this.queued > STALE) return
    const { currentTime, sampleRate } = this.#context
    const buffer = this.#context.createBuffer(1, samples.length, rate)
    buffer.copyToChannel(samples, 0)
    const source = this.#context.createBufferSource()
    source.buffer = buffer
    source.connect(this.#voice)
    // Nothing waits to be heard: it begins anew, a little later.
    if (this.#next < currentTime * sampleRate) this.#next = Math.ceil((currentTime + LEAD) * sampleRate)
    source.start(this.#next / sampleRate)
    this.#next += Math.round((samples.length * sampleRate) / rate)
    this.#playing.add(source)
    if (this.#playing.size === 1) this.#onChange(true)
    source.addEventListener('ended', () => this.#end(source))
    // The system may have stopped it: for a call, or until there is a gesture.
    if (this.#context.state === 'suspended') void this.#context.resume().catch(() => undefined)
  }

  /** Falls silent at once, and forgets what was still to be said. */
  stop(): void {
    const now = this.#context.currentTime
    const { gain } = this.#voice
    gain.setValueAtTime(1, now)
    gain.linearRampToValueAtTime(0, now + FADE)
    const stopped = [...this.#playing]
    this.#playing.clear()
    for (const source of stopped) source.stop(now + FADE)
    this.#next = -1
    this.#voice = this.#newVoice()
    if (stopped.length > 0) this.#onChange(false)
  }

  /** Speaks through another device, where the browser can. */
  async setDevice(deviceId: string): Promise<void> {
    const context = this.#context as AudioContext & { setSinkId?: (id: string) => Promise<void> }
    await context.setSinkId?.(deviceId)
  }

  close(): void {
    this.#playing.clear()
    if (this.#context.state !== 'closed') void this.#context.close()
  }

  #end(source: AudioBufferSourceNode): void {
    if (this.#playing.delete(source) && this.#playing.size === 0) this.#onChange(false)
  }

  #newVoice(): GainNode {
    const voice = this.#context.createGain()
    voice.connect(this.#analyser)
    return voice
  }
}
