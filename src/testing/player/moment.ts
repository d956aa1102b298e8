import { AgentReading } from '../../model/agent-reading.ts'
import { AsyncGenerateContentResponse } from '../../model/async-generate-content-response.ts'
import { AsyncGenerateResponse } from '../../model/async-generate-response.ts'
import type { AsyncReply } from '../../model/async-reply.ts'
import type { GenAIError } from '../../model/errors.ts'
import type { GenerateResponse } from '../../model/generate-response.ts'
import { Message } from '../../model/message.ts'
import { failureOf } from '../recording/play.ts'
import { kindOf, type RecordedEvent } from '../recording/recording.ts'
import { type Steps, stepsOf } from '../recording/tap.ts'

/** A reply as it stood behind one of its events. */
export interface Moment {
  /** How many events there have been, and how many there are. */
  at: number
  length: number
  /** Milliseconds since the question. */
  time: number
  text: string
  /** The last message so far; an empty one of the model's before there is any. */
  message: Message
  /** Every message of the reply so far: a tool loop has several. */
  messages: readonly Message[]
  response: GenerateResponse
  /** Whether more may come. */
  streaming: boolean
  /** What ended it, if that was no good end. */
  error: GenAIError | undefined
}

/** A reply that is told its events one by one, at once: what is shown of a moment must not wait for a promise. */
export class FedReply {
  readonly reply: AsyncReply
  readonly #steps: Steps
  readonly #reading: AgentReading<unknown> | undefined
  #fed = 0

  constructor(wire: string) {
    const nothing = (): AsyncGenerator<never> => (async function* () {})()
    if (wire === 'gemini') this.reply = new AsyncGenerateContentResponse(nothing)
    else {
      const reply = new AsyncGenerateResponse(nothing)
      if (wire === 'agent') reply.reading = this.#reading = new AgentReading(undefined)
      this.reply = reply
    }
    this.#steps = stepsOf(this.reply)
  }

  /** How many events it has been told. */
  get fed(): number {
    return this.#fed
  }

  /** Tells it one, in the order in which `Replay` takes its steps. Returns what that has added to the text. */
  feed(event: RecordedEvent): string {
    this.#fed++
    const steps = this.#steps
    if (steps.ended) return ''
    try {
      const failure = failureOf(event)
      if (failure) throw failure
      if (kindOf(event) === 'chunk') {
        const chunk = steps.add(event.chunk)
        steps.items.push(chunk)
        return chunk.text
      }
      if (event.end !== 'held') {
        if (this.#reading) this.#reading.end(event.result ?? {})
        steps.complete(event.result)
        steps.ended = {}
      }
    } catch (cause) {
      steps.ended = { error: steps.failure(cause) }
    }
    return ''
  }

  /** Breaks the connection here. */
  cut(): void {
    const failure = failureOf({ at: 0, end: 'cut' })
    this.#steps.ended ??= { error: this.#steps.failure(failure) }
  }

  moment(at: number, length: number, time: number): Moment {
    const { reply } = this
    const { ended } = this.#steps
    const response = reply.snapshot
    const messages = reply.messages.map((data) => new Message(data))
    const message = messages.at(-1) ?? new Message({ role: 'model', content: [] })
    return {
      at,
      length,
      time,
      text: response.text,
      message,
      messages,
      response,
      streaming: !ended,
      error: ended?.error,
    }
  }
}
