import type { RenderCount } from './render-count.ts'
import type { StreamedText } from './watch-text.ts'

/** What a matcher says. */
export interface MatcherResult {
  pass: boolean
  message(): string
}

/** How a text must have come. */
export interface StreamedOptions {
  /** In how many steps at least. Default: 2. */
  atLeast?: number | undefined
}

/** What `toHaveStreamed` looks at: a reply, its chunks, texts as they were seen, or what `watchText` saw. */
export type Streamed = StreamedText | readonly string[] | AsyncIterable<{ text: string }>

/**
 * Matchers for Vitest and Jest. `import 'react-genai/testing/vitest'` and `import 'react-genai/testing/jest'` add them, with
 * their types.
 *
 * @example
 * expect.extend(matchers)
 */
export const matchers = {
  /**
   * That a text has grown to what is expected, in several steps, and that no word was taken back. Of a reply it waits for the
   * end: `await expect(reply).toHaveStreamed('Hello')`.
   */
  toHaveStreamed(
    received: Streamed,
    expected: string | RegExp,
    options: StreamedOptions = {},
  ): MatcherResult | Promise<MatcherResult> {
    if (Array.isArray(received)) return judge(received as readonly string[], expected, options)
    if (isIterable(received)) return textsOf(received).then((texts) => judge(texts, expected, options))
    const texts = (received as StreamedText | null)?.texts
    if (Array.isArray(texts)) return judge(texts, expected, options)
    throw new TypeError(
      'toHaveStreamed looks at a reply, at a list of texts, or at what watchText returned. It was given something else.',
    )
  },
  /** That something was drawn this often, or less: of `countRenders()`. */
  toRenderAtMost(received: RenderCount, most: number): MatcherResult {
    const count = (received as RenderCount | null)?.commits
    if (typeof count !== 'number') throw new TypeError('toRenderAtMost looks at what countRenders returned.')
    return {
      pass: count <= most,
      message: () => `It was drawn ${count} times. Expected ${count <= most ? 'more than' : 'at most'} ${most}.`,
    }
  },
}

const isIterable = (value: unknown): value is AsyncIterable<{ text: string }> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

/** The text so far, behind each chunk that added to it. */
async function textsOf(chunks: AsyncIterable<{ text: string }>): Promise<string[]> {
  const texts: string[] = []
  for await (const { text } of chunks) if (text) texts.push((texts.at(-1) ?? '') + text)
  return texts
}

function judge(seen: readonly string[], expected: string | RegExp, { atLeast = 2 }: StreamedOptions): MatcherResult {
  const texts = seen.filter((text, at) => text && text !== seen[at - 1])
  const last = texts.at(-1) ?? ''
  const isExpected =
    typeof expected === 'string'
      ? last === expected
      : new RegExp(expected.source, expected.flags.replaceAll(/[gy]/g, '')).test(last)
  const shrunk = texts.findIndex((text, at) => !text.startsWith(texts[at - 1] ?? ''))
  const fault = !isExpected
    ? `It ended as ${JSON.stringify(last)}, not as ${String(expected)}.`
    : shrunk !== -1
      ? `Words were taken back: ${JSON.stringify(texts[shrunk - 1])} became ${JSON.stringify(texts[shrunk])}.`
      : texts.length < atLeast
        ? `It came in ${texts.length} step(s). Expected at least ${atLeast}: nobody has seen it grow.`
        : undefined
  return {
    pass: fault === undefined,
    message: () => fault ?? `It streamed ${JSON.stringify(last)} in ${texts.length} steps, and was expected not to.`,
  }
}
