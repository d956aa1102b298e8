import type { Backend } from '../client/backend.ts'
import type { CallOptions } from '../client/http.ts'
import { AsyncGenerateResponse } from '../model/async-generate-response.ts'
import type { ToolRequestData } from '../model/data.ts'
import { toldError } from './told-error.ts'

/** What can be said, one after the other. */
export interface MockVerbs {
  text(text: string): void
  reasoning(text: string): void
  toolRequest(request: ToolRequestData): void
  /** Any chunk, as a flow would stream it. */
  chunk(chunk: unknown): void
  /** Ends the reply; `result` is what the flow returns, of any shape. */
  end(result?: unknown): void
  /** Fails it: with an error, or with `{ status, message }`, as a server says it. */
  fail(error: unknown): void
}

/** One request that reached the mock. It can be answered by itself, where several are open at once. */
export interface MockRequest<I> extends MockVerbs {
  input: I
  /** Whether it asked for a stream. */
  streaming: boolean
  signal: AbortSignal
}

/**
 * A backend that is held by hand: it says what you tell it, when you tell it, to the newest request that is open. What is said
 * before anybody asks waits for the next one.
 *
 * @example
 * const backend = mockBackend()
 * render(<Ask backend={backend} />)
 * await act(() => backend.text('Be'))
 * await act(() => backend.text('cause'))
 * await act(() => backend.end())
 */
export interface MockBackend<I = string, O = unknown> extends Backend<I, O>, MockVerbs {
  /** Every request, oldest first. */
  readonly requests: readonly MockRequest<I>[]
}

const verbsOf = (say: (step: Step) => void): MockVerbs => ({
  text: (text) => say({ chunk: { role: 'model', index: 0, content: [{ text }] } }),
  reasoning: (reasoning) => say({ chunk: { role: 'model', index: 0, content: [{ reasoning }] } }),
  toolRequest: (toolRequest) => say({ chunk: { role: 'model', index: 0, content: [{ toolRequest }] } }),
  chunk: (chunk) => say({ chunk }),
  end: (result) => say({ result }),
  fail: (error) => say({ error: toldError(error) }),
})

type Step = { chunk: unknown } | { result: unknown } | { error: unknown }

/** Steps that wait to be taken, and a reader that waits for steps. */
class Held {
  readonly #steps: Step[] = []
  #wake: (() => void) | undefined

  push(step: Step): void {
    this.#steps.push(step)
    this.#wake?.()
  }

  async next(): Promise<Step> {
    for (;;) {
      const step = this.#steps.shift()
      if (step) return step
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}

async function* play(held: Held): AsyncGenerator<unknown, unknown> {
  for (;;) {
    const step = await held.next()
    if ('error' in step) throw step.error
    if ('result' in step) return step.result
    yield step.chunk
  }
}

/** A `MockBackend`. `key`: its cache scope, default `mock`. */
export function mockBackend<I = string, O = unknown>(options: { key?: string } = {}): MockBackend<I, O> {
  const requests: MockRequest<I>[] = []
  // What is said goes here. Behind an end begins what is for the next request.
  let saying = new Held()
  // Replies that nobody has asked for yet.
  const ready = [saying]
  const begin = (): void => void ready.push((saying = new Held()))

  async function* open(input: I, streaming: boolean, signal: AbortSignal): AsyncGenerator<unknown, unknown> {
    if (ready.length === 0) begin()
    const mine = ready.shift() as Held
    // To this one, whatever else is open: what would end the newest must not.
    const verbs = verbsOf((step) => (saying === mine ? say(step) : mine.push(step)))
    requests.push({ input, streaming, signal, ...verbs })
    signal.addEventListener('abort', () => {
      if (saying === mine) begin()
    })
    return yield* play(mine)
  }
  function say(step: Step): void {
    saying.push(step)
    if (!('chunk' in step)) begin()
  }
  const ask = (input: I, streaming: boolean, { signal, output }: CallOptions<O> = {}): AsyncGenerateResponse<O> => {
    const reply = new AsyncGenerateResponse<O>((own) => open(input, streaming, own), { output })
    if (signal?.aborted) reply.abort(signal.reason)
    signal?.addEventListener('abort', () => reply.abort(signal.reason), { once: true })
    return reply
  }

  return {
    key: options.key ?? 'mock',
    requests,
    generate: (input, call) => ask(input, false, call).resolve(),
    stream: (input, call) => ask(input, true, call),
    ...verbsOf(say),
  }
}
