/** Genkit's messages in Gemini's words: the way back from `gemini-parts.ts` (protocols/gemini 4.4). */
import type { MessageData, Part, ToolResponseData } from '../wire/genkit-data.ts'
import type { GeminiContent, GeminiPart } from '../wire/gemini-data.ts'
import { compact, isObject } from '../wire/json.ts'
import { isPart } from './part.ts'

const DATA_URL = /^data:([^;,]*)(?:;[^,]*)?,([^]*)$/

/** Gemini allows no slash in a name. */
const toName = (name: string): string => name.replaceAll('/', '__')

function toMedia({ url, contentType }: { url: string; contentType?: string }): GeminiPart {
  const [, type, data] = DATA_URL.exec(url) ?? []
  return data === undefined
    ? { fileData: compact({ fileUri: url, mimeType: contentType }) }
    : { inlineData: { mimeType: contentType ?? (type || 'text/plain'), data } }
}

function toResponse({ name, ref, output, content = [] }: ToolResponseData): GeminiPart {
  const media = content.flatMap((part): GeminiPart[] => (isPart(part, 'media') ? [toMedia(part.media)] : []))
  return {
    functionResponse: compact<NonNullable<GeminiPart['functionResponse']>>({
      id: ref,
      name: toName(name),
      // An object has to hold it, also when it is 0, or nothing.
      response: { name: toName(name), content: output ?? null },
      parts: media.length > 0 ? media : null,
    }),
  }
}

function toPayload(part: Part): GeminiPart {
  if (isPart(part, 'text')) return { text: part.text }
  if (isPart(part, 'reasoning')) return part.reasoning ? { thought: true, text: part.reasoning } : { text: '' }
  if (isPart(part, 'media')) return toMedia(part.media)
  if (isPart(part, 'toolRequest')) {
    const { name, input, ref } = part.toolRequest
    return { functionCall: compact({ id: ref, name: toName(name), args: isObject(input) ? input : {} }) }
  }
  if (isPart(part, 'toolResponse')) return toResponse(part.toolResponse)
  if (isPart(part, 'custom')) {
    const { geminiToolCall: toolCall, geminiToolResponse: toolResponse, ...custom } = part.custom
    // Whatever Gemini once sent goes back as it came.
    return compact({ ...custom, toolCall, toolResponse }) as GeminiPart
  }
  if (isPart(part, 'resource')) return { fileData: { fileUri: part.resource.uri } }
  return { text: JSON.stringify((part as { data?: unknown }).data ?? null) }
}

/** A part as Gemini takes it, with its signature where it was. */
function toGeminiPart(part: Part): GeminiPart {
  const { thoughtSignature, metadata, videoMetadata, mediaResolution } = part.metadata ?? {}
  return compact<GeminiPart>({
    ...toPayload(part),
    thoughtSignature: thoughtSignature as string | undefined,
    partMetadata: metadata,
    videoMetadata: videoMetadata as object | undefined,
    mediaResolution,
  })
}

const ROLES: Record<string, string> = { model: 'model' }

/** A conversation: what the system says apart, and the rest in turns of the user and the model. */
export function toGeminiContents(messages: readonly MessageData[]): {
  contents: GeminiContent[]
  systemInstruction?: GeminiContent
} {
  const system: GeminiPart[] = []
  const contents: { role: string; parts: GeminiPart[] }[] = []
  for (const { role, content } of messages) {
    const parts = content.map(toGeminiPart).filter((part) => Object.keys(part).length > 0)
    if (role === 'system') system.push(...parts)
    else if (parts.length > 0) {
      const last = contents.at(-1)
      const name = ROLES[role] ?? 'user'
      // What several tools answered is one turn, as the calls were.
      if (role === 'tool' && last?.parts.every((part) => part.functionResponse)) last.parts.push(...parts)
      else contents.push({ role: name, parts })
    }
  }
  return { contents, ...(system.length > 0 && { systemInstruction: { role: 'user', parts: system } }) }
}
