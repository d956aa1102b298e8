import type { StoredDocument } from './documents.ts'
import { textAt } from './json.ts'
import type { GeminiResponseJson } from './script.ts'

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{4,}|\p{N}+/gu))

/** The sentence that shares most words with the question, as an answer with its source; nothing where none shares any. */
export function passageOn(documents: readonly StoredDocument[], question: string): GeminiResponseJson[] | undefined {
  const asked = wordsOf(question)
  const passages = documents
    .filter(({ state }) => state === 'STATE_ACTIVE')
    .flatMap(({ bytes, json, parent }) =>
      (bytes.toString().match(/[^.!?\n]+[.!?]*/g) ?? []).map((passage) => {
        const text = passage.trim()
        const shared = [...wordsOf(text)].filter((word) => asked.has(word)).length
        return { text, shared, parent, title: textAt(json, 'displayName') ?? textAt(json, 'name') ?? '' }
      }),
    )
    .toSorted((a, b) => b.shared - a.shared)
  const [best] = passages
  if (!best || best.shared === 0) return undefined
  const { text, title, parent } = best
  // Its places are counted in bytes.
  const segment = { startIndex: 0, endIndex: Buffer.byteLength(text), text }
  const groundingMetadata = {
    groundingChunks: [{ retrievedContext: { title, text, fileSearchStore: parent } }],
    groundingSupports: [{ segment, groundingChunkIndices: [0] }],
  }
  const content = { role: 'model', parts: [{ text }] }
  return [{ candidates: [{ content, finishReason: 'STOP', index: 0, groundingMetadata }] }]
}
