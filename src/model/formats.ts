import { GenAIError } from './errors.ts'
import { extractJson } from './extract-json.ts'
import type { GenerateResponseChunk } from './generate-chunk.ts'
import { extractItems, ItemReader, LineReader } from './json-items.ts'
import type { JsonPath } from './json-path.ts'
import type { OnFinish } from './json-reader.ts'
import { parseJson5 } from './json5.ts'
import type { Message } from './message.ts'
import { JsonText } from './output-stream.ts'

/** JSON Schema, as data. */
export type JsonSchema = Record<string, unknown>

/** Makes a value of text that arrives in pieces. `JsonReader` is one. */
export interface OutputReader {
  push(text: string): unknown
  /** Everything so far; the same object until there is more. */
  readonly value: unknown
  isComplete(path: JsonPath): boolean
  /** Whether what has arrived is not a whole value yet. */
  readonly isOpen?: boolean
  /** No more will come: `value` is all that there is. `isCut`: not because it was the end. */
  close?(isCut?: boolean): void
}

/** How a format reads a reply. */
export interface OutputHandler {
  /** The value of a whole message. May throw. */
  parseMessage(message: Message): unknown
  /** What `chunk.output` is. Like Genkit's: cumulative for `json`, only what is new for `array`, `jsonl` and `text`. */
  parseChunk?(chunk: GenerateResponseChunk): unknown
  /** Reads a reply as it grows. Without one, its value is there at the end. */
  reader?(onFinish?: OnFinish): OutputReader
}

/** An output format: Genkit's `Formatter`. */
export interface OutputFormat {
  name: string
  /** What a server is told about it. */
  config: { contentType?: string; constrained?: boolean; [option: string]: unknown }
  /** @throws GenAIError `invalid` when the schema does not fit the format. */
  handler(schema?: JsonSchema): OutputHandler
}

function demand(isMet: boolean, message: string): void {
  if (!isMet) throw new GenAIError('invalid', message, { status: 'INVALID_ARGUMENT' })
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('{'))

const json: OutputFormat = {
  name: 'json',
  config: { contentType: 'application/json', constrained: true },
  handler: () => ({
    parseMessage: ({ text }) => extractJson(text),
    parseChunk: ({ accumulatedText }) => extractJson(accumulatedText),
    reader: (onFinish) => new JsonText(onFinish),
  }),
}

const array: OutputFormat = {
  name: 'array',
  config: { contentType: 'application/json', constrained: true },
  handler: (schema) => {
    demand(
      !schema || schema['type'] === 'array',
      "Must supply an 'array' schema type when using the 'items' parser format.",
    )
    return {
      parseMessage: ({ text }) => extractItems(text).items,
      parseChunk: ({ accumulatedText, previousText }) =>
        extractItems(accumulatedText, previousText === '' ? 0 : extractItems(previousText).cursor).items,
      reader: (onFinish) => new ItemReader(onFinish),
    }
  },
}

const jsonl: OutputFormat = {
  name: 'jsonl',
  config: { contentType: 'application/jsonl' },
  handler: (schema) => {
    const items = schema?.['items'] as JsonSchema | undefined
    demand(
      !schema || (schema['type'] === 'array' && items?.['type'] === 'object'),
      "Must supply an 'array' schema type containing 'object' items when using the 'jsonl' parser format.",
    )
    return {
      parseMessage: ({ text }) =>
        linesOf(text)
          .map((line) => extractJson(line))
          .filter(Boolean),
      parseChunk: ({ accumulatedText, previousText }) => {
        const found: unknown[] = []
        try {
          for (const line of linesOf(accumulatedText.slice(previousText.lastIndexOf('\n') + 1)))
            found.push(parseJson5(line))
        } catch {
          // A line that is not complete yet.
        }
        return found
      },
      reader: (onFinish) => new LineReader(onFinish),
    }
  },
}

const enumeration: OutputFormat = {
  name: 'enum',
  config: { contentType: 'text/enum', constrained: true },
  handler: (schema) => {
    demand(
      !schema || schema['type'] === 'string' || schema['type'] === 'enum',
      "Must supply a 'string' or 'enum' schema type when using the enum parser format.",
    )
    return { parseMessage: ({ text }) => text.replace(/['"]/g, '').trim() }
  },
}

/** Text as it is. */
class TextReader implements OutputReader {
  value = ''

  push(text: string): void {
    this.value += text
  }

  isComplete(): boolean {
    return false
  }
}

const plainText: OutputFormat = {
  name: 'text',
  config: { contentType: 'text/plain' },
  handler: () => ({
    parseMessage: ({ text }) => text,
    parseChunk: ({ text }) => text,
    reader: () => new TextReader(),
  }),
}

const registered: Record<string, OutputFormat> = { json, jsonl, array, enum: enumeration, text: plainText }

/**
 * The output formats by name: Genkit's `json`, `jsonl`, `array`, `enum` and `text`, and those of `registerFormat`.
 *
 * @example
 * useStream(backend, { output: { format: formats.array } })
 * formats.array.handler().parseMessage(Message.parse('[{"a":1}]')) // [{ a: 1 }]
 * @see Genkit 1.42, `ai/formats`
 */
export const formats = registered as Record<'json' | 'jsonl' | 'array' | 'enum' | 'text', OutputFormat> &
  Readonly<Record<string, OutputFormat | undefined>>

/**
 * Adds a format, or replaces one, so that it can be found in `formats` by its name.
 *
 * @example
 * registerFormat({ name: 'csv', config: {}, handler: () => ({ parseMessage: ({ text }) => parseCsv(text) }) })
 */
export function registerFormat(format: OutputFormat): void {
  registered[format.name] = format
}
