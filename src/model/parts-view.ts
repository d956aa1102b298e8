import type { MediaData, Part, ToolRequestPart } from '../wire/genkit-data.ts'
import { interruptsOf, mediaOf, reasoningOf, textOf, toolRequestsOf } from './part.ts'

/** The accessors that Genkit puts on messages and chunks alike, over a list of parts. */
export abstract class PartsView {
  abstract readonly content: readonly Part[]

  /** All text parts joined, with nothing between them. Reasoning is not part of it. */
  get text(): string {
    return textOf(this.content)
  }

  /** All reasoning parts joined. */
  get reasoning(): string {
    return reasoningOf(this.content)
  }

  /** The first media, or `null`. */
  get media(): MediaData | null {
    return mediaOf(this.content)
  }

  /** Whole parts, so that `metadata` is at hand. Interrupts and answered requests are among them. */
  get toolRequests(): ToolRequestPart[] {
    return toolRequestsOf(this.content)
  }

  /** Tool requests that wait for a person. */
  get interrupts(): ToolRequestPart[] {
    return interruptsOf(this.content)
  }
}
