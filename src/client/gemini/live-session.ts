/// <reference lib="esnext.disposable" preserve="true" />
// Apps whose `target` is older know no such symbols, and are checked against our types all the same.
import { GenAIError, toGenAIError } from '../../model/errors.ts'
import type { LiveServerMessage } from '../../wire/live-data.ts'
import type { Fields } from '../../wire/json.ts'
import * as messages from './live-messages.ts'
import type { LiveSessionOptions, LiveState } from './live-options.ts'
import type { LiveSocket } from './live-socket.ts'
import { MessageQueue } from './message-queue.ts'
import { pause } from '../pause.ts'
import { safely } from '../safely.ts'

/** A connection, and what ended it, if something has. */
interface Connection {
  end: GenAIError | undefined
}

const NO_REASON = 1000

/**
 * A live session: what you send, and what comes, for as long as it lasts. A connection that is lost, or that the server
 * will end, is replaced by one that knows all that was said, where the setup asked for `sessionResumption`; what is sent in
 * the meantime waits.
 *
 * @example
 * const session = await gemini.live.connect({ model, config: { responseModalities: ['TEXT'], sessionResumption: {} } })
 * session.sendClientContent({ turns: 'Hello!' })
 * for await (const { serverContent } of session) {
 *   if (serverContent?.modelTurn) print(serverContent.modelTurn)
 *   if (serverContent?.turnComplete) break
 * }
 */
export class LiveSession implements AsyncIterable<LiveServerMessage> {
  readonly #options: LiveSessionOptions
  readonly #queue = new MessageQueue<LiveServerMessage>()
  readonly #life = new AbortController()
  #socket: LiveSocket | undefined
  #state: LiveState = 'open'
  #handle: string | undefined
  /** Sent while there was no connection. */
  #waiting: Fields[] = []
  #isAnswering = false
  /** The server has said that it will go. */
  #leaving: ReturnType<typeof setTimeout> | undefined
  /** The connection that is listened to, and the one that is to take its place. */
  #current: Connection | undefined
  #next: Connection | undefined
  #turns: AsyncIterator<LiveServerMessage, undefined> | undefined

  constructor(options: LiveSessionOptions) {
    this.#options = options
    this.#handle = options.handle
    if (options.callbacks.onmessage) this.#queue.forget()
  }

  get state(): LiveState {
    return this.#state
  }

  /** By which the session can be taken up again, also after a reload: `config: { sessionResumption: { handle } }`. */
  get handle(): string | undefined {
    return this.#handle
  }

  /** Bytes that wait to be sent. If it grows, send less: drop frames of the camera first. */
  get bufferedAmount(): number {
    return this.#socket?.bufferedAmount ?? 0
  }

  /** @internal @throws GenAIError what the server has against the setup. */
  async open(): Promise<this> {
    try {
      this.#socket = await this.#connect()
    } catch (error) {
      this.#state = 'closed'
      throw error
    }
    return this
  }

  /** Says something, in order; without anything, that your turn is over. */
  sendClientContent(content: messages.LiveClientContent = {}): void {
    this.#isAnswering = content.turnComplete ?? true
    this.#send(messages.toClientContent(content))
  }

  /** Hands on what is heard, seen or typed right now. @throws GenAIError `invalid` for the wrong kind. */
  sendRealtimeInput(input: messages.LiveRealtimeInput): void {
    this.#send(messages.toRealtimeInput(input))
  }

  /** Answers a `toolCall`. @throws GenAIError `invalid` without the id or the name of the call. */
  sendToolResponse(response: messages.LiveToolResponse): void {
    this.#send(messages.toToolResponse(response, this.#options.needsId))
  }

  /** Changes what the model is told to be, from now on. */
  sendContextUpdate(update: messages.LiveContextUpdate): void {
    this.#send(messages.toContextUpdate(update))
  }

  /** Every message from now on; those before the first reader came, too. Ends with the session; throws what ended it. */
  [Symbol.asyncIterator](): AsyncIterator<LiveServerMessage, undefined> {
    return this.#queue.read()
  }

  /**
   * The messages of one turn of the model's, up to `turnComplete`; called again, those of the next, which are kept until
   * then.
   */
  async *receive(): AsyncGenerator<LiveServerMessage, void> {
    // One reader for all turns: what comes between two calls is of the next.
    this.#turns ??= this.#queue.read()
    for (;;) {
      const { done, value } = await this.#turns.next()
      if (done) return
      yield value
      if (value.serverContent?.turnComplete) return
    }
  }

  close(): void {
    this.#end(undefined, NO_REASON)
  }

  [Symbol.dispose](): void {
    this.close()
  }

  #send(message: Fields): void {
    if (this.#state === 'closed')
      throw new GenAIError('invalid', 'This live session is over. Connect again: `live.connect`.')
    if (this.#state === 'open' && this.#socket) this.#socket.send(message)
    else this.#waiting.push(message)
  }

  /** A connection that has been agreed to, in place of the one that was. */
  async #connect(): Promise<LiveSocket> {
    const own: Connection = { end: undefined }
    this.#next = own
    // What a connection says that was given up is not of this session any more.
    const isOurs = (): boolean => (own === this.#current || own === this.#next) && this.#state !== 'closed'
    const { callbacks, connect } = this.#options
    const socket = await connect(
      {
        onMessage: (message) => {
          if (isOurs()) this.#take(message)
        },
        onError: (error) => safely(() => callbacks.onerror?.(error)),
        onClose: (error, code) => {
          own.end = error
          if (own === this.#current && isOurs()) void this.#lost(error, code)
        },
      },
      this.#handle,
      this.#life.signal,
    )
    // As soon as it began.
    if (own.end) throw own.end
    this.#current = own
    return socket
  }

  #take(message: LiveServerMessage): void {
    const { serverContent, sessionResumptionUpdate: update, goAway } = message
    if (update?.resumable && update.newHandle) this.#handle = update.newHandle
    if (serverContent?.modelTurn) this.#isAnswering = true
    if (serverContent?.turnComplete || serverContent?.interrupted) this.#isAnswering = false
    if (goAway) {
      // Gone by then; a second before, so that there is time to move.
      const left = parseFloat(goAway.timeLeft ?? '') * 1000
      this.#leaving ??= setTimeout(() => void this.#move(), Math.max(0, (left || 0) - 1_000))
    }
    this.#queue.push(message)
    safely(() => this.#options.callbacks.onmessage?.(message))
    // Between two answers nobody notices, once the server has said under what name it keeps what it has just heard.
    if (this.#leaving && !this.#isAnswering && (goAway ?? update)) void this.#move()
  }

  /** To a new connection, while the old one still stands, and is listened to. */
  async #move(): Promise<void> {
    if (this.#state !== 'open' || !this.#handle) return
    const old = this.#socket
    await this.#reconnect(new GenAIError('network', 'The server has gone.', { retryable: true }), 1001)
    if (this.#socket !== old) old?.close()
  }

  async #lost(error: GenAIError, code: number): Promise<void> {
    this.#socket = undefined
    // On the way to another, it may go as it likes.
    if (this.#state === 'reconnecting') return
    if (code === NO_REASON && error.code !== 'aborted') this.#end(undefined, code)
    else if (!this.#handle || !error.retryable) this.#end(error, code)
    else await this.#reconnect(error, code)
  }

  async #reconnect(cause: GenAIError, code: number): Promise<void> {
    clearTimeout(this.#leaving)
    this.#leaving = undefined
    this.#setState('reconnecting')
    const { retries, retryDelay, signals } = this.#options
    let last = cause
    for (let tries = 0; tries <= retries && this.#state === 'reconnecting'; tries++) {
      try {
        if (tries > 0) await pause(Math.min(8_000, retryDelay * 2 ** (tries - 1)), [...signals, this.#life.signal])
        const socket = await this.#connect()
        // It may have been closed in the meantime.
        if ((this.#state as LiveState) !== 'reconnecting') return socket.close()
        this.#socket = socket
        this.#isAnswering = false
        this.#open()
        return
      } catch (error) {
        last = toGenAIError(error)
        // A token that could not be had, for whatever reason, may be had later.
        if (GenAIError.is(error) && !error.retryable) break
      }
    }
    if (this.#state !== 'reconnecting') return
    // The old one may still stand: the session ends with it, not before; unless somebody wants it to.
    if (this.#socket && last.code !== 'aborted') this.#open()
    else this.#end(last, code)
  }

  /** What has waited goes first. */
  #open(): void {
    for (const message of this.#waiting.splice(0)) this.#socket?.send(message)
    this.#setState('open')
  }

  #setState(state: LiveState): void {
    this.#state = state
    safely(() => this.#options.callbacks.onstate?.(state))
  }

  #end(error: GenAIError | undefined, code: number): void {
    if (this.#state === 'closed') return
    clearTimeout(this.#leaving)
    this.#setState('closed')
    this.#life.abort()
    this.#socket?.close()
    this.#queue.end(error)
    const { callbacks } = this.#options
    safely(() => {
      if (error) callbacks.onerror?.(error)
      callbacks.onclose?.({ code, reason: error?.message ?? '' })
    })
  }
}
