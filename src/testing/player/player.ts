import type { Backend } from '../../client/backend.ts'
import { whole } from '../../client/gemini/generate.ts'
import type { CallOptions } from '../../client/http.ts'
import type { AsyncGenerateContentResponse } from '../../model/async-generate-content-response.ts'
import { GenAIError } from '../../model/errors.ts'
import { failureOf, left } from '../recording/play.ts'
import { kindOf, readRecording, type RecordedEvent, type Recording } from '../recording/recording.ts'
import { replyOf } from '../replay-backend.ts'
import { FedReply, type Moment } from './moment.ts'

/** How fast a player goes: as it was recorded, or so many events a second. */
export type PlayerSpeed = 'recorded' | number

/** Where a player stands. A new object whenever that changes. */
export interface PlayerState {
  /** How many events have been played. */
  at: number
  length: number
  isPlaying: boolean
  /** Whether the connection has been cut here. */
  isCut: boolean
  speed: PlayerSpeed
  /** How often it went back: what can only grow, such as a widget, has to begin again. */
  generation: number
}

/** Where a player begins. */
export interface PlayerOptions {
  /** Which reply of the recording. Default: the first. */
  reply?: number | undefined
  /** Behind how many events. Default: all. */
  from?: number | undefined
  /** Default: as recorded; 20 a second, where the recording has no times. */
  speed?: PlayerSpeed | undefined
}

/** Plays one reply, forwards, backwards, step by step, or until the connection is cut. It knows no React. */
export class Player {
  readonly recording: Recording
  readonly #events: readonly RecordedEvent[]
  readonly #listeners = new Set<() => void>()
  #state: PlayerState
  #fed: FedReply
  #moment: Moment | undefined
  #wasAsked = false
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @throws GenAIError `invalid` for what is no recording, or has no such reply. */
  constructor(recording: Recording, { reply = 0, from, speed }: PlayerOptions = {}) {
    this.recording = readRecording(recording)
    if (speed !== undefined && speed !== 'recorded' && !(speed > 0))
      throw new GenAIError('invalid', '`speed` must be `recorded`, or a number of events a second above 0.')
    const events = this.recording.replies[reply]?.events
    if (!events)
      throw new GenAIError('invalid', `The recording has no reply ${reply}. It has ${recording.replies.length}.`)
    this.#events = events
    const { length } = events
    const hasTimes = (events.at(-1)?.at ?? 0) > 0
    this.#state = {
      at: Math.max(0, Math.min(length, Number.isNaN(from) ? 0 : (from ?? length))),
      length,
      isPlaying: false,
      isCut: false,
      speed: speed ?? (hasTimes ? 'recorded' : 20),
      generation: 0,
    }
    this.#fed = new FedReply(this.recording.wire)
  }

  readonly getSnapshot = (): PlayerState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Whether somebody has asked `backend`: what has been said to them cannot be taken back. */
  get wasAsked(): boolean {
    return this.#wasAsked
  }

  /** What is to be shown now. The same object until something changes. */
  get moment(): Moment {
    const { at, length, isCut } = this.#state
    if (this.#moment) return this.#moment
    if (this.#fed.fed > at || this.#fed.reply.done) this.#fed = new FedReply(this.recording.wire)
    for (const event of this.#events.slice(this.#fed.fed, at)) this.#fed.feed(event)
    if (isCut) this.#fed.cut()
    this.#moment = this.#fed.moment(at, length, this.#events[at - 1]?.at ?? 0)
    return this.#moment
  }

  /** Plays on; from the beginning, when it stands at the end. */
  play(): void {
    const { at, length, isCut } = this.#state
    // First, so that whoever hears that it went back knows that it goes on from there.
    this.#set({ isPlaying: true })
    if (at >= length || isCut) this.#move(0)
    this.#next()
  }
  pause(): void {
    clearTimeout(this.#timer)
    this.#set({ isPlaying: false })
  }
  /** One event on. */
  step(): void {
    this.pause()
    this.#move(this.#state.at + 1)
  }
  /** To behind so many events. */
  scrub(at: number): void {
    this.pause()
    this.#move(at)
  }
  setSpeed(speed: PlayerSpeed): void {
    this.#set({ speed })
    if (this.#state.isPlaying) this.#next()
  }
  /** The connection breaks here. */
  cut(): void {
    this.pause()
    this.#set({ isCut: true })
  }
  /** Stops, and leaves no timer. */
  dispose(): void {
    this.pause()
  }

  /** A backend whose every reply stands where the player stands, and goes on with it. */
  readonly backend: Backend<never, unknown> = ((): Backend<never, unknown> => {
    const open = (input: unknown, { output, signal }: CallOptions = {}) => {
      const reply = replyOf(this.recording.wire, (own) => this.#follow(own), input, output)
      if (signal?.aborted) reply.abort(signal.reason)
      signal?.addEventListener('abort', () => reply.abort(signal.reason), { once: true })
      return reply
    }
    return {
      key: 'player',
      generate: (input, call) => whole(open(input, call) as AsyncGenerateContentResponse),
      stream: open,
    }
  })()

  async *#follow(signal: AbortSignal): AsyncGenerator<unknown, unknown> {
    this.#wasAsked = true
    const { generation } = this.#state
    for (let next = 0; ;) {
      if (signal.aborted || this.#state.generation !== generation) return await left(signal)
      if (next < this.#state.at) {
        const event = this.#events[next++] ?? { at: 0, end: 'held' }
        const failure = failureOf(event)
        if (failure) throw failure
        if (kindOf(event) === 'chunk') yield event.chunk
        else if (event.end !== 'held') return event.result
      } else if (this.#state.isCut) {
        throw failureOf({ at: 0, end: 'cut' })
      } else await this.#change(signal)
    }
  }

  /** Resolves when the player moves, or somebody leaves. */
  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        stop()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const stop = this.subscribe(done)
      signal.addEventListener('abort', done)
    })
  }

  #next(): void {
    // There is one clock, however often somebody says play.
    clearTimeout(this.#timer)
    const { at, length, speed } = this.#state
    if (at >= length) return this.#set({ isPlaying: false })
    const due = (this.#events[at]?.at ?? 0) - (this.#events[at - 1]?.at ?? 0)
    this.#timer = setTimeout(
      () => {
        this.#move(at + 1)
        this.#next()
      },
      speed === 'recorded' ? due : 1000 / speed,
    )
  }

  #move(to: number): void {
    const { at: before, length, generation, isCut } = this.#state
    const at = Math.max(0, Math.min(length, Math.round(to)))
    const isBack = at < before || isCut
    this.#set({ at, isCut: false, generation: generation + (isBack ? 1 : 0) })
  }

  #set(change: Partial<PlayerState>): void {
    this.#state = { ...this.#state, ...change }
    this.#moment = undefined
    for (const listener of this.#listeners) listener()
  }
}
