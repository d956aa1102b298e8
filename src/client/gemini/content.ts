import type { GeminiContent, GeminiPart } from '../../wire/gemini-data.ts'
import type { ContentInput, ContentsInput, PartInput } from '../../wire/gemini-request.ts'
import { isObject } from '../../wire/json.ts'
import { invalid } from './invalid.ts'

const isContent = (value: unknown): value is GeminiContent => isObject(value) && Array.isArray(value['parts'])

function toPart(input: PartInput): GeminiPart {
  if (typeof input === 'string') return { text: input }
  if (isObject(input)) return input
  throw invalid(`A part is a string or an object, not a ${typeof input}.`)
}

/** A content from whatever may stand for one: a text, a part, several, or a content. */
export function toContent(input: ContentInput): GeminiContent {
  if (isContent(input)) return input
  const parts = Array.isArray(input) ? (input as readonly PartInput[]) : [input as PartInput]
  if (parts.length === 0) throw invalid('There is nothing to send.')
  return { role: 'user', parts: parts.map(toPart) }
}

/** The conversation, from whatever may stand for one. Parts side by side are one thing that the user says. */
export function toContents(input: ContentsInput): GeminiContent[] {
  const items = (Array.isArray(input) ? input : [input]) as readonly (PartInput | GeminiContent)[]
  const contents = items.filter(isContent)
  if (items.length === 0 || items[0] == null) throw invalid('There is nothing to send.')
  if (contents.length === items.length) return contents
  if (contents.length > 0)
    throw invalid('Contents and parts are mixed. Put the parts into contents: `{ role, parts }`.')
  if (items.some((part) => isObject(part) && ('functionCall' in part || 'functionResponse' in part)))
    throw invalid('A function call or response needs a role. Put it into a content: `{ role, parts }`.')
  return [toContent(items as readonly PartInput[])]
}

/** What a user says: a text, a part, or several. */
export const createUserContent = (parts: PartInput | readonly PartInput[]): GeminiContent => ({
  ...toContent(parts),
  role: 'user',
})

/** What the model said. */
export const createModelContent = (parts: PartInput | readonly PartInput[]): GeminiContent => ({
  ...toContent(parts),
  role: 'model',
})

/** How finely media are looked at: `MEDIA_RESOLUTION_LOW`, `_MEDIUM`, `_HIGH`, `_ULTRA_HIGH`. */
const withResolution = (part: GeminiPart, level: string | undefined): GeminiPart =>
  level ? { ...part, mediaResolution: { level } } : part

/** A file that Google has, by its address. */
export const createPartFromUri = (fileUri: string, mimeType: string, mediaResolution?: string): GeminiPart =>
  withResolution({ fileData: { fileUri, mimeType } }, mediaResolution)

/** Bytes in base64. */
export const createPartFromBase64 = (data: string, mimeType: string, mediaResolution?: string): GeminiPart =>
  withResolution({ inlineData: { data, mimeType } }, mediaResolution)

/** Words. */
export const createPartFromText = (text: string): GeminiPart => ({ text })

/** A call, as the model would make it: for examples in a history. */
export const createPartFromFunctionCall = (name: string, args: Record<string, unknown>): GeminiPart => ({
  functionCall: { name, args },
})

type FunctionResponseParts = NonNullable<NonNullable<GeminiPart['functionResponse']>['parts']>

/** A tool's answer. `id` is that of the call; `parts` are pictures and files that belong to it. */
export const createPartFromFunctionResponse = (
  id: string,
  name: string,
  response: Record<string, unknown>,
  parts: FunctionResponseParts = [],
): GeminiPart => ({ functionResponse: { id, name, response, ...(parts.length > 0 && { parts }) } })
