import type { MediaData, Part, ToolRequestPart } from '../wire/genkit-data.ts'
import { having, joinedText } from './part.ts'

/** The accessors that Genkit puts on messages and chunks alike, over a list of parts. */
export abstract class PartsView {
  abstract readonly content: readonly Part[]

  /** All text parts joined, with nothing between them. Reasoning is not part of it. */
  get text(): string {
    return joinedText(this.content, 'text')
  }

  /** All reasoning parts joined. */
  get reasoning(): string {
    return joinedText(this.content, 'reasoning')
  }

  /** The first media, or `null`. */
  get media(): MediaData | null {
    return having(this.content, 'media')[0]?.media ?? null
  }

  /** Whole parts, so that `metadata` is at hand. Interrupts and answered requests are among them. */
  get toolRequests(): ToolRequestPart[] {
    return having(this.content, 'toolRequest')
  }

  /** Tool requests that wait for a person: those with a truthy `metadata.interrupt`. */
  get interrupts(): ToolRequestPart[] {
    return this.toolRequests.filter(({ metadata }) => Boolean(metadata?.['interrupt']))
  }
}
