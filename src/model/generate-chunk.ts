import type { ChunkData, Part, Role } from '../wire/genkit-data.ts'
import { compact } from '../wire/json.ts'
import { GenAIError } from './errors.ts'
import { findJson } from './find-json.ts'
import { dataOf } from './part.ts'
import { PartsView } from './parts-view.ts'

/** What a chunk is told beside its data: where it stands in the reply. */
export interface GenerateResponseChunkOptions<O, S> {
  /** Default: `data.index`, else 0. */
  index?: number | undefined
  /** Default: `data.role`, else `model`. */
  role?: Role | undefined
  /** Chunks of the same message that came before. */
  previousChunks?: readonly ChunkData[] | undefined
  /** Gives their text, when it is known already: saves joining all of them again for every chunk. */
  previousText?: (() => string) | undefined
  parser?: ((chunk: GenerateResponseChunk) => O) | undefined
  /** What the server sent, as it came. Default: `data`. */
  raw?: S | undefined
}

/**
 * A piece of a reply: Genkit's `GenerateResponseChunk<T>`. The accessors speak of this chunk alone.
 *
 * @example
 * for await (const chunk of backend.stream(input)) print(chunk.text)
 * @see Genkit 1.42, `GenerateResponseChunk`
 */
export class GenerateResponseChunk<O = unknown, S = unknown> extends PartsView {
  /** Which message of the reply it belongs to. */
  declare readonly index: number
  declare readonly role: Role
  declare readonly content: readonly Part[]
  declare readonly custom: unknown
  declare readonly previousChunks: readonly ChunkData[] | undefined
  declare readonly parser: ((chunk: GenerateResponseChunk) => O) | undefined
  /** What the server sent for this chunk, as it came: a string, Genkit's chunk, or JSON of the flow's own. */
  declare readonly raw: S
  readonly #previousText: (() => string) | undefined

  constructor(data: ChunkData, options: GenerateResponseChunkOptions<O, S> = {}) {
    super()
    const { index, role, content, custom } = (data as Partial<ChunkData> | null) ?? {}
    this.index = options.index ?? index ?? 0
    this.role = options.role ?? role ?? 'model'
    this.content = Array.isArray(content) ? content : []
    this.custom = custom
    this.previousChunks = options.previousChunks
    this.parser = options.parser
    this.raw = ('raw' in options ? options.raw : data) as S
    this.#previousText = options.previousText
  }

  /**
   * The text of the message before this chunk.
   * @throws GenAIError `invalid` when the chunk was built without what came before it.
   */
  get previousText(): string {
    if (this.#previousText) return this.#previousText()
    if (!this.previousChunks) {
      throw new GenAIError('invalid', 'Cannot compose accumulated text without previous chunks.', {
        status: 'FAILED_PRECONDITION',
      })
    }
    return this.previousChunks.map((chunk) => new GenerateResponseChunk(chunk).text).join('')
  }

  /** The text of the message up to and with this chunk. */
  get accumulatedText(): string {
    return this.previousText + this.text
  }

  /** The first truthy data of this chunk. */
  get data(): O | undefined {
    return dataOf(this.content) as O | undefined
  }

  /** What the parser makes of it, else its data, else the first JSON in the text so far. */
  get output(): O | null {
    if (this.parser) return this.parser(this)
    return this.data || (findJson(this.accumulatedText) as O | null)
  }

  toJSON(): ChunkData {
    const { role, index, content, custom } = this
    return compact<ChunkData>({ role, index, content: [...content], custom: custom || null })
  }
}
