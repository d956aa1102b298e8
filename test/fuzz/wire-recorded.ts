import { readdirSync, readFileSync } from 'node:fs'

const fixtures = new URL('../fixtures/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, fixtures), 'utf8')
const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(new URL(folder, fixtures), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .sort()
    .map((name) => folder + name)

/** Larger ones hold pictures, and no other grammar than the rest. */
const LIMIT = 20_000
const small = (texts: string[]): string[] => texts.filter((text) => text !== '' && text.length < LIMIT)

interface Vector {
  kind?: string
  input?: string | { body?: string }
}

/** Bodies that Genkit servers sent. */
export const recordedFlows: readonly string[] = small([
  ...filesIn('genkit/traces/', /\.txt$/).map(
    (name) => /^\[response body[^\n]*\]\n([^]*?)\n?\[end(?: of body)?\]/m.exec(read(name))?.[1] ?? '',
  ),
  ...(JSON.parse(read('genkit/vectors.json')) as Vector[]).map(({ input }) =>
    typeof input === 'object' ? (input.body ?? '') : '',
  ),
])

/** Bodies that the Gemini API sent. */
export const recordedGemini: readonly string[] = small([
  ...filesIn('gemini/recorded-raw/', /\.body$/).map(read),
  ...filesIn('gemini/firebase/', /\.(?:txt|json)$/).map(read),
])

/** Streams of events from suites of others. */
export const recordedEvents: readonly string[] = small(
  (JSON.parse(read('sse.json')) as { vectors: Vector[] }).vectors.map(({ input }) =>
    typeof input === 'string' ? input : '',
  ),
)
