import type { CallableTool, ContentInput, GeminiTool, RequestConfig } from '../../wire/gemini-request.ts'
import { compact, isObject, type Fields } from '../../wire/json.ts'
import type { GeminiApi } from './api.ts'
import { toContent } from './content.ts'
import { modelPath, wholeModel } from './names.ts'
import { toTool } from './schema.ts'

/** What the model is told before anything is said, and how it answers. */
export interface LiveConnectConfig extends RequestConfig {
  /** `['AUDIO']` or `['TEXT']`. */
  responseModalities?: readonly string[] | undefined
  temperature?: number | undefined
  topP?: number | undefined
  topK?: number | undefined
  maxOutputTokens?: number | undefined
  mediaResolution?: string | undefined
  seed?: number | undefined
  /** The name of a voice, or the whole. */
  speechConfig?: string | object | undefined
  thinkingConfig?: object | undefined
  enableAffectiveDialog?: boolean | undefined
  systemInstruction?: ContentInput | undefined
  tools?: readonly (GeminiTool | CallableTool)[] | undefined
  /** `{}` asks for handles, by which the session goes on after its connection is lost. */
  sessionResumption?: { handle?: string; transparent?: boolean } | undefined
  inputAudioTranscription?: object | undefined
  outputAudioTranscription?: object | undefined
  realtimeInputConfig?: object | undefined
  contextWindowCompression?: object | undefined
  proactivity?: object | undefined
  explicitVadSignal?: boolean | undefined
  avatarConfig?: object | undefined
  translationConfig?: object | undefined
  safetySettings?: readonly object[] | undefined
  labels?: Record<string, string> | undefined
  /** @deprecated Say its fields beside it. */
  generationConfig?: object | undefined
}

/** Those of the flat config that belong into `generationConfig`. */
const GENERATION = new Set([
  'responseModalities',
  'temperature',
  'topP',
  'topK',
  'maxOutputTokens',
  'mediaResolution',
  'seed',
  'speechConfig',
  'thinkingConfig',
  'enableAffectiveDialog',
  'translationConfig',
])

/** The first message of a live session. Tools have been asked what they are. */
export function toLiveSetup(api: GeminiApi, model: string | undefined, config: LiveConnectConfig = {}): Fields {
  const {
    generationConfig,
    systemInstruction,
    tools,
    speechConfig,
    httpOptions: _,
    abortSignal: _signal,
    ...rest
  } = config
  const voice =
    typeof speechConfig === 'string'
      ? { voiceConfig: { prebuiltVoiceConfig: { voiceName: speechConfig } } }
      : speechConfig
  const generation: Fields = isObject(generationConfig) ? { ...generationConfig } : {}
  const setup: Fields = {}
  const flat = {
    ...(api.vertex && { responseModalities: ['AUDIO'] }),
    ...compact(rest),
    ...(voice && { speechConfig: voice }),
  }
  for (const [name, value] of Object.entries(flat)) (GENERATION.has(name) ? generation : setup)[name] = value
  // In this order: tokens name its fields in a mask.
  const { parts, role } = systemInstruction ? toContent(systemInstruction) : {}
  return compact({
    model: model === undefined ? null : api.vertex ? wholeModel(api, model) : modelPath(api, model),
    generationConfig: Object.keys(generation).length > 0 ? generation : null,
    ...setup,
    systemInstruction: parts && compact({ parts, role }),
    tools: tools && tools.length > 0 ? (tools as readonly GeminiTool[]).map(toTool) : null,
  })
}
