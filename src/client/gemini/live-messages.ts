/** What the client says in a live session, as it travels. */
import type { GeminiFunctionCall } from '../../wire/gemini-data.ts'
import type { ContentInput, ContentsInput, GeminiTool } from '../../wire/gemini-request.ts'
import type { LiveBlob } from '../../wire/live-data.ts'
import { compact, type Fields } from '../../wire/json.ts'
import { toContent, toContents } from './content.ts'
import { invalid } from './invalid.ts'
import { toTool } from './schema.ts'

/** Something that was said, in whole turns. */
export interface LiveClientContent {
  /** What is said, in order. */
  turns?: ContentsInput | undefined
  /** Whether that was all, and an answer is wanted. Default: `true`. */
  turnComplete?: boolean | undefined
}

/** What is heard, seen or typed while it happens: the server finds out itself when somebody has finished. */
export interface LiveRealtimeInput {
  /** PCM, 16 bits, 16 kHz: `audio/pcm;rate=16000`. */
  audio?: LiveBlob | undefined
  /** One frame: `image/jpeg`. */
  video?: LiveBlob | undefined
  text?: string | undefined
  /** Somebody begins to speak. Where the server does not listen for it itself. */
  activityStart?: object | undefined
  activityEnd?: object | undefined
  /** The microphone is off. */
  audioStreamEnd?: boolean | undefined
  /** @deprecated Say `audio` or `video`. */
  media?: LiveBlob | readonly LiveBlob[] | undefined
}

/** What a tool answers, by the id of the call. */
export interface LiveFunctionResponse extends Pick<GeminiFunctionCall, 'id' | 'name'> {
  response?: Record<string, unknown>
  /** Pictures and files that belong to it. */
  parts?: readonly object[]
  /** Of tools that the model does not wait for: `SILENT`, `WHEN_IDLE`, `INTERRUPT`. */
  scheduling?: string
  /** More answers to this call will follow. */
  willContinue?: boolean
}

/** What tools answer. */
export interface LiveToolResponse {
  functionResponses: LiveFunctionResponse | readonly LiveFunctionResponse[]
}

/** What the model is told to be, from now on. */
export interface LiveContextUpdate {
  systemInstruction?: ContentInput | undefined
  tools?: { tools?: readonly GeminiTool[] } | readonly GeminiTool[] | undefined
}

export const toClientContent = ({ turns, turnComplete = true }: LiveClientContent): Fields => ({
  clientContent: { ...(turns !== undefined && { turns: toContents(turns) }), turnComplete },
})

function checked(blob: LiveBlob | undefined, kind: 'audio' | 'image'): LiveBlob | undefined {
  if (blob && !blob.mimeType?.startsWith(`${kind}/`))
    throw invalid(
      `This is "${blob.mimeType ?? 'nothing'}", and has to be ${kind}/…: say so in \`mimeType\`. Nothing was sent.`,
    )
  return blob
}

export const toRealtimeInput = ({ media, audio, video, ...rest }: LiveRealtimeInput): Fields => ({
  realtimeInput: compact({
    mediaChunks: media && [media].flat(),
    audio: checked(audio, 'audio'),
    video: checked(video, 'image'),
    ...rest,
  }),
})

export function toToolResponse({ functionResponses: given }: LiveToolResponse, needsId: boolean): Fields {
  const functionResponses = given == null ? [] : [given].flat()
  const bad = functionResponses.find((one) => !one?.name || one.response === undefined || (needsId && !one.id))
  if (bad || functionResponses.length === 0)
    throw invalid('An answer of a tool needs the `id` and the `name` of its call, and a `response`. Nothing was sent.')
  return { toolResponse: { functionResponses } }
}

export function toContextUpdate({ systemInstruction, tools }: LiveContextUpdate): Fields {
  const list = Array.isArray(tools)
    ? (tools as readonly GeminiTool[])
    : (tools as { tools?: readonly GeminiTool[] } | undefined)?.tools
  return {
    contextUpdate: compact({
      systemInstruction: systemInstruction && toContent(systemInstruction),
      tools: list && { tools: list.map(toTool) },
    }),
  }
}
