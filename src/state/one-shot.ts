import type { Backend } from '../client/backend.ts'
import { GenAIError, toGenAIError } from '../model/errors.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import type { OutputOptions } from '../model/output.ts'
import type { Retrying } from '../model/retrying.ts'

interface Shot<I, O> {
  backend: Backend<I, O>
  input: I
  output: OutputOptions<O> | undefined
  onRetry: (retrying?: Retrying) => void
}

/** Whole answers, one at a time: asking again ends the one before, and what was stopped is never asked again. */
export class OneShot<I, O> {
  readonly #calls = new WeakMap<object, AbortController>()
  #current: AbortController | undefined
  /** Whether anything has been asked since the last stop. */
  #asked = false
  #keepAlive = false

  /** Whether a request goes on when nobody watches any more. */
  setKeepAlive(keepAlive: boolean): void {
    this.#keepAlive = keepAlive
  }

  /** Somebody asks. The call begins when its turn comes: TanStack may hear the app's own `onMutate` first. */
  ask(): void {
    this.#asked = true
  }

  /** A new call; stopped already if that was said before it began. `call` tells it from others: a retry of the same call must not begin it anew. */
  begin(call: object): void {
    this.#current?.abort()
    this.#current = new AbortController()
    if (!this.#asked) this.#current.abort()
    this.#calls.set(call, this.#current)
  }

  /** @throws GenAIError what the backend failed with; `aborted` after `stop` or another call, whatever retries it. */
  async run(call: object, { backend, input, output, onRetry }: Shot<I, O>): Promise<GenerateResponse<O>> {
    // One tick later, so that what StrictMode mounts only to unmount never asks.
    await Promise.resolve()
    const signal = this.#calls.get(call)?.signal
    if (!signal || signal.aborted) throw new GenAIError('aborted', 'The request was stopped before it was sent.')
    try {
      const response: Partial<GenerateResponse<O>> | undefined = await backend.generate(input, {
        signal,
        output,
        onRetry,
      })
      // A backend may be the app's own.
      if (!response?.content)
        throw new GenAIError('invalid', '`generate()` of this backend gave no GenerateResponse. Return one.')
      return response as GenerateResponse<O>
    } catch (error) {
      throw toGenAIError(error)
    }
  }

  readonly stop = (): void => {
    this.#asked = false
    this.#current?.abort()
    this.#current = undefined
  }

  /** Somebody was there; the returned function says that they left. */
  readonly attach = (): (() => void) => () => {
    if (!this.#keepAlive) this.stop()
  }
}
