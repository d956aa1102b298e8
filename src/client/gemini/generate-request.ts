import type { GenerateContentConfig, GenerateContentParameters, GeminiTool } from '../../wire/gemini-request.ts'
import { compact, isObject, type Fields } from '../../wire/json.ts'
import type { GeminiApi } from './api.ts'
import { toContent, toContents } from './content.ts'
import { resourceName } from './names.ts'
import { placeSchema, toTool } from './schema.ts'

/** A voice by its name. */
const toSpeech = (speech: unknown): unknown =>
  typeof speech === 'string' ? { voiceConfig: { prebuiltVoiceConfig: { voiceName: speech } } } : speech

/** What Vertex keeps in a place of its own. */
function toVertexImage(config: Fields): Fields {
  const { outputMimeType, outputCompressionQuality, imageOutputOptions, ...rest } = config
  const options = compact({ mimeType: outputMimeType, compressionQuality: outputCompressionQuality })
  return compact({
    ...rest,
    imageOutputOptions: imageOutputOptions ?? (Object.keys(options).length > 0 ? options : null),
  })
}

/** One flat config as the two levels that travel: the request's own fields, and `generationConfig`. */
function toConfigFields(api: GeminiApi, config: GenerateContentConfig): Fields {
  const {
    httpOptions: _http,
    abortSignal: _signal,
    automaticFunctionCalling: _calling,
    automaticContinuation: _continuation,
    systemInstruction,
    tools,
    cachedContent,
    safetySettings,
    toolConfig,
    labels,
    serviceTier,
    store,
    continuationToken,
    modelArmorConfig,
    modelSelectionConfig,
    generationOutputConfig,
    speechConfig,
    imageConfig,
    ...generation
  } = config
  return compact({
    systemInstruction: systemInstruction && toContent(systemInstruction),
    safetySettings,
    // Callable tools have been asked what they are before.
    tools: tools?.map((tool) => toTool(tool as GeminiTool)),
    toolConfig,
    cachedContent: cachedContent && resourceName(api, cachedContent, 'cachedContents'),
    labels,
    serviceTier,
    store,
    continuationToken,
    modelArmorConfig,
    outputConfig: generationOutputConfig,
    generationConfig: compact({
      ...placeSchema(generation, 'responseSchema', 'responseJsonSchema'),
      modelConfig: modelSelectionConfig,
      speechConfig: toSpeech(speechConfig),
      imageConfig: api.vertex && isObject(imageConfig) ? toVertexImage(imageConfig) : imageConfig,
    }),
  })
}

/** The body of `generateContent` and `streamGenerateContent`. @throws GenAIError `invalid` */
export const toGenerateBody = (api: GeminiApi, { contents, config }: GenerateContentParameters): Fields => ({
  contents: toContents(contents),
  ...(config && toConfigFields(api, config)),
})
