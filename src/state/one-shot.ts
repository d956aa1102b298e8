import type { Backend } from '../client/backend.ts'
import { GenAIError, toGenAIError } from '../model/errors.ts'
import type { GenerateResponse } from '../model/generate-response.ts'

/** Whole answers, one at a time: asking again ends the one before. */
export class OneShot<I, O> {
  #controller: AbortController | undefined

  /** @throws GenAIError what the backend failed with; `aborted` after `stop` or another `run`. */
  async run(backend: Backend<I, O>, input: I): Promise<GenerateResponse<O>> {
    this.stop()
    const controller = new AbortController()
    this.#controller = controller
    // One tick later, so that what StrictMode mounts only to unmount never asks.
    await Promise.resolve()
    if (controller.signal.aborted) throw new GenAIError('aborted', 'The request was stopped before it was sent.')
    try {
      return await backend.generate(input, { signal: controller.signal })
    } catch (error) {
      throw toGenAIError(error)
    }
  }

  readonly stop = (): void => {
    this.#controller?.abort()
    this.#controller = undefined
  }
}
