import { isObject, type Fields } from '../wire/json.ts'

/** Somebody who is cited: a page, a place, a document. */
export interface CitationSource {
  uri?: string | undefined
  title?: string | undefined
}

/** A place in a text where sources are cited for what stands before it. */
export interface Citation {
  /** Behind which UTF-16 unit of the text. */
  at: number
  /** Indexes of the sources. */
  sources: readonly number[]
}

/** What a reply rests on. */
export interface Grounding {
  citations: readonly Citation[]
  sources: readonly CitationSource[]
  /** HTML with which Google wants searches suggested. It is to be shown in a frame of its own, as it is. */
  searchEntryPoint: string | undefined
  /** What was searched for. */
  queries: readonly string[]
}

const list = (value: unknown): Fields[] => (Array.isArray(value) ? (value as unknown[]).filter(isObject) : [])
const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const words = (value: unknown): string[] =>
  Array.isArray(value) ? (value as unknown[]).flatMap((one) => word(one) ?? []) : []
const count = (value: unknown): number | undefined => (Number.isInteger(value) ? Number(value) : undefined)

/** Of a Gemini reply, wherever it was put: Genkit's plugins hand it on as `custom` or `raw`. */
function candidateOf(raw: unknown): Fields | undefined {
  if (!isObject(raw)) return undefined
  const [first] = list(raw['candidates'])
  return first ?? ('groundingMetadata' in raw || 'citationMetadata' in raw ? raw : undefined)
}

/**
 * The sources of a Gemini reply, from its `groundingMetadata` (searches, maps, files) and `citationMetadata`.
 * Gemini counts bytes of UTF-8; here they are UTF-16 units of the text, as JavaScript counts. `undefined` without any.
 *
 * @example
 * const grounding = groundingOf(response.custom, response.text)
 */
export function groundingOf(raw: unknown, text: string): Grounding | undefined {
  const candidate = candidateOf(raw)
  const grounding = isObject(candidate?.['groundingMetadata']) ? candidate['groundingMetadata'] : {}
  const cited = isObject(candidate?.['citationMetadata']) ? candidate['citationMetadata'] : {}
  const chunks = list(grounding['groundingChunks'])
  const sources = chunks.map(sourceOf)
  const unitOf = unitsOf(text)
  const citations: Citation[] = []
  for (const support of list(grounding['groundingSupports'])) {
    const segment = isObject(support['segment']) ? support['segment'] : {}
    const at = unitOf(count(segment['endIndex']))
    const indexes: unknown = support['groundingChunkIndices']
    const known = (Array.isArray(indexes) ? indexes : [])
      .flatMap((index: unknown) => count(index) ?? [])
      .filter((index) => index in sources)
    if (at !== undefined && known.length > 0) citations.push({ at, sources: known })
  }
  for (const one of [...list(cited['citations']), ...list(cited['citationSources'])]) {
    const at = unitOf(count(one['endIndex']))
    const source = { uri: word(one['uri']), title: word(one['title']) }
    if (!source.uri && !source.title) continue
    const known = sources.findIndex(({ uri, title }) => uri === source.uri && title === source.title)
    if (at !== undefined) citations.push({ at, sources: [known === -1 ? sources.length : known] })
    if (known === -1) sources.push(source)
  }
  const entry = isObject(grounding['searchEntryPoint']) ? grounding['searchEntryPoint'] : {}
  const searchEntryPoint = word(entry['renderedContent'])
  const queries = words(grounding['webSearchQueries'])
  if (sources.length === 0 && searchEntryPoint === undefined && queries.length === 0) return undefined
  return { citations, sources, searchEntryPoint, queries }
}

function sourceOf(chunk: Fields): CitationSource {
  const kind = ['web', 'maps', 'retrievedContext', 'image'].find((name) => isObject(chunk[name]))
  const source = kind ? (chunk[kind] as Fields) : {}
  return {
    uri: word(source['uri']) ?? word(source['sourceUri']),
    title: word(source['title']) ?? word(source['domain']),
  }
}

/** From bytes of UTF-8 to units of UTF-16. A place within a character is its end. */
function unitsOf(text: string): (bytes: number | undefined) => number | undefined {
  // The unit behind each byte; made when the first place is asked for.
  let units: number[] | undefined
  return (bytes) => {
    if (bytes === undefined || bytes < 0) return undefined
    if (!units) {
      units = []
      let unit = 0
      for (const character of text) {
        const code = character.codePointAt(0) ?? 0
        unit += character.length
        for (let size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4; size > 0; size--) units.push(unit)
      }
    }
    return bytes === 0 ? 0 : (units[bytes - 1] ?? text.length)
  }
}
