import { randomUUID } from 'node:crypto'
import { objectAt, objectsAt, textAt, type JsonObject } from './json.ts'
import type { GeminiResponseJson } from './script.ts'

/** About four characters a token, as the real thing has it. */
export const tokensIn = (text: string): number => Math.ceil(text.length / 4)

const partsText = (parts: JsonObject[]): string => parts.map((part) => textAt(part, 'text') ?? '').join('')

export const contentsText = (contents: JsonObject[]): string =>
  contents.map((content) => partsText(objectsAt(content, 'parts'))).join('\n')

/** At most `most` pieces that end between words and make up the text again. */
export function piecesOf(text: string, most = 6): string[] {
  const words = text.match(/\s*\S+|\s+$/g) ?? [text]
  const size = Math.ceil(words.length / most)
  return Array.from({ length: Math.ceil(words.length / size) }, (_, at) =>
    words.slice(at * size, (at + 1) * size).join(''),
  )
}

/** What a part says, in words: bytes and files are named, so that an answer shows that they arrived. */
function wordsOf(part: JsonObject): string {
  const inline = objectAt(part, 'inlineData')
  const file = objectAt(part, 'fileData')
  if (inline) return `[${textAt(inline, 'mimeType') ?? 'bytes'}]`
  if (file) return `[${textAt(file, 'fileUri') ?? 'file'}]`
  return textAt(part, 'text') ?? ''
}

/** The answer to a conversation: it quotes what was said last, or what the tools gave back. */
export function answerTo(contents: JsonObject[]): string {
  const results = objectsAt(contents.at(-1) ?? {}, 'parts').flatMap((part) => {
    const result = objectAt(part, 'functionResponse')
    return result ? [result] : []
  })
  if (results.length > 0) return quoteResults(results)
  return `You said: ${lastSaid(contents)}`
}

/** What the person has said last. */
export function lastSaid(contents: JsonObject[]): string {
  const said = contents.findLast((content) => (textAt(content, 'role') ?? 'user') === 'user')
  return objectsAt(said ?? {}, 'parts')
    .map(wordsOf)
    .join(' ')
}

export const quoteResults = (results: JsonObject[]): string =>
  results.map((result) => `${textAt(result, 'name')} returned ${JSON.stringify(result['response'])}.`).join(' ')

/** The chunks of a reply that says `text`; the last one says why it stopped, and what it cost. */
export function chunksSaying(text: string, request: JsonObject, model: string): GeminiResponseJson[] {
  const responseId = randomUUID()
  const pieces = piecesOf(text)
  return pieces.map((piece, at) => ({
    candidates: [
      {
        content: { parts: [{ text: piece }], role: 'model' },
        ...(at === pieces.length - 1 && { finishReason: 'STOP' }),
        index: 0,
      },
    ],
    ...(at === pieces.length - 1 && { usageMetadata: usageOf(request, text) }),
    modelVersion: model,
    responseId,
  }))
}

function usageOf(request: JsonObject, text: string): JsonObject {
  const promptTokenCount = promptTokens(request)
  const candidatesTokenCount = tokensIn(text)
  return {
    promptTokenCount,
    candidatesTokenCount,
    totalTokenCount: promptTokenCount + candidatesTokenCount,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: promptTokenCount }],
  }
}

/** The tokens of everything that is read before an answer. */
export function promptTokens(request: JsonObject): number {
  const instruction = objectAt(request, 'systemInstruction')
  return tokensIn(contentsText([...(instruction ? [instruction] : []), ...objectsAt(request, 'contents')]))
}
