import type { GeminiPart } from '../wire/gemini-data.ts'
import { CallFolder } from './partial-args.ts'

/** Nothing but text. A signature is for the part that it came with, so a signed one stays by itself. */
const isPlain = (part: GeminiPart | undefined): part is GeminiPart & { text: string } =>
  typeof part?.text === 'string' && Object.keys(part).every((key) => key === 'text' || key === 'thought')

/**
 * What the model said in one turn, part by part, as it has to be told the next time: signatures in place, calls whole, and
 * a text that came in many pieces as one.
 */
export class TurnParts {
  readonly parts: GeminiPart[] = []
  readonly #folder = new CallFolder()
  #isCalling = false

  add(pieces: readonly GeminiPart[]): void {
    for (const piece of pieces) {
      const part = this.#folder.fold(piece)
      const last = this.parts.at(-1)
      if (this.#isCalling && part.functionCall && last?.functionCall?.name === part.functionCall.name)
        this.parts[this.parts.length - 1] = { ...last, ...part }
      else if (isPlain(last) && isPlain(part) && Boolean(last.thought) === Boolean(part.thought))
        this.parts[this.parts.length - 1] = { ...last, text: last.text + part.text }
      else this.parts.push(part)
      this.#isCalling = part.functionCall?.willContinue === true
    }
  }

  /** The turn as it travels: a call that is still being written is one no more. */
  get whole(): GeminiPart[] {
    return this.parts.map((part) => {
      const { willContinue, ...call } = part.functionCall ?? {}
      return willContinue ? { ...part, functionCall: call } : part
    })
  }
}
