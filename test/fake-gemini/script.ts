import { isObject, objectAt, objectsAt, type JsonObject } from './json.ts'

/** A GenerateContentResponse, or anything else that a test wants to see on the wire in its place. */
export interface GeminiResponseJson {
  candidates?: JsonObject[]
  promptFeedback?: JsonObject
  usageMetadata?: JsonObject
  modelVersion?: string
  responseId?: string
  [field: string]: unknown
}

interface Pacing {
  /** Milliseconds before each chunk. */
  delay?: number
  /** Keeps the stream open after the last chunk, until the client leaves. */
  hold?: boolean
  /** Destroys the connection after so many chunks; a unary call gets no answer at all. */
  cutAfter?: number
}

export interface ScriptedError {
  error: { code: number; status: string; message: string; details?: JsonObject[] }
  delay?: number
}

/** What one call gets. A stream sends `chunks`, or `whole` as its only one; a unary call `whole`, or the chunks merged. */
export type ScriptedReply =
  | ScriptedError
  | ({ chunks: GeminiResponseJson[]; whole?: GeminiResponseJson } & Pacing)
  | ({ whole: GeminiResponseJson } & Pacing)

export const chunksOf = (reply: Exclude<ScriptedReply, ScriptedError>): GeminiResponseJson[] =>
  'chunks' in reply ? reply.chunks : [reply.whole]

export const wholeOf = (reply: Exclude<ScriptedReply, ScriptedError>): GeminiResponseJson =>
  reply.whole ?? mergeChunks(chunksOf(reply))

/** The unary reply that says what these chunks said: later fields win, the parts follow each other. */
export function mergeChunks(chunks: GeminiResponseJson[]): GeminiResponseJson {
  const candidates = new Map<unknown, JsonObject>()
  for (const chunk of chunks) {
    for (const candidate of chunk.candidates ?? []) {
      const index = candidate['index'] ?? 0
      const before = candidates.get(index)
      candidates.set(index, before ? mergeCandidates(before, candidate) : candidate)
    }
  }
  return { ...Object.assign({}, ...chunks), ...(candidates.size > 0 && { candidates: [...candidates.values()] }) }
}

function mergeCandidates(before: JsonObject, after: JsonObject): JsonObject {
  const contents = [objectAt(before, 'content'), objectAt(after, 'content')].filter(isObject)
  const parts = contents.flatMap((content) => objectsAt(content, 'parts')).reduce<JsonObject[]>(appendPart, [])
  return { ...before, ...after, ...(contents.length > 0 && { content: { ...contents[0], parts } }) }
}

// The service joins the pieces of one text, and keeps thoughts and signed parts apart from it.
function appendPart(parts: JsonObject[], part: JsonObject): JsonObject[] {
  const last = parts.at(-1)
  const joins = last && isPlainText(last) && isPlainText(part) && last['thought'] === part['thought']
  return joins ? [...parts.slice(0, -1), { ...last, text: last.text + part.text }] : [...parts, part]
}

const isPlainText = (part: JsonObject): part is JsonObject & { text: string } =>
  typeof part['text'] === 'string' && Object.keys(part).every((key) => key === 'text' || key === 'thought')
