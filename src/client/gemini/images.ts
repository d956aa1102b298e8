/** Images, as Vertex AI's `:predict` takes and gives them (protocols/gemini 2.3). */
import type { RequestConfig } from '../../wire/gemini-request.ts'
import { compact, isObject, type Fields } from '../../wire/json.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { onlyOnVertex } from './invalid.ts'
import { modelPath } from './names.ts'
import { placeFields } from './place-fields.ts'

/** An image: its bytes in base64, or where it is. */
export interface GeminiImage {
  imageBytes?: string
  gcsUri?: string
  mimeType?: string
}
export interface SafetyAttributes {
  categories?: string[]
  scores?: number[]
  contentType?: string
}

/** An image that was made, or why it was not. */
export interface GeneratedImage {
  image?: GeminiImage
  raiFilteredReason?: string
  safetyAttributes?: SafetyAttributes
  enhancedPrompt?: string
}

/** What images should be like. Each kind of request has some of these; the service says which. */
export interface ImagesConfig extends RequestConfig {
  numberOfImages?: number | undefined
  /** `1:1`, `16:9`, … */
  aspectRatio?: string | undefined
  /** `1K`, `2K`. */
  imageSize?: string | undefined
  negativePrompt?: string | undefined
  guidanceScale?: number | undefined
  seed?: number | undefined
  enhancePrompt?: boolean | undefined
  language?: string | undefined
  safetyFilterLevel?: string | undefined
  personGeneration?: string | undefined
  includeSafetyAttributes?: boolean | undefined
  includeRaiReason?: boolean | undefined
  addWatermark?: boolean | undefined
  outputMimeType?: string | undefined
  /** 0 to 100, of JPEG. */
  outputCompressionQuality?: number | undefined
  /** `gs://…`: where to put them, in place of sending them. */
  outputGcsUri?: string | undefined
  labels?: Record<string, string> | undefined
  /** To edit: `EDIT_MODE_INPAINT_INSERTION`, … */
  editMode?: string | undefined
  baseSteps?: number | undefined
  /** To make larger. */
  enhanceInputImage?: boolean | undefined
  imagePreservationFactor?: number | undefined
  /** To find things: `FOREGROUND`, `BACKGROUND`, `PROMPT`, `SEMANTIC` or `INTERACTIVE`. */
  mode?: string | undefined
  maxPredictions?: number | undefined
  confidenceThreshold?: number | undefined
  maskDilation?: number | undefined
  binaryColorThreshold?: number | undefined
}

/** Where the fields of a config go that all kinds of images have. */
export const OUTPUT_PATHS = {
  outputGcsUri: 'parameters.storageUri',
  numberOfImages: 'parameters.sampleCount',
  safetyFilterLevel: 'parameters.safetySetting',
  outputMimeType: 'parameters.outputOptions.mimeType',
  outputCompressionQuality: 'parameters.outputOptions.compressionQuality',
  labels: 'labels',
}

export const toImage = (image: GeminiImage | undefined): Fields | undefined =>
  image && compact({ gcsUri: image.gcsUri, bytesBase64Encoded: image.imageBytes, mimeType: image.mimeType })

export function fromImage({ gcsUri, bytesBase64Encoded: imageBytes, mimeType }: Fields): GeminiImage {
  return compact({ gcsUri, imageBytes, mimeType }) as GeminiImage
}

const toSafety = (prediction: Fields): SafetyAttributes => {
  const { categories, scores } = (prediction['safetyAttributes'] ?? {}) as SafetyAttributes
  return compact({ categories, scores, contentType: prediction['contentType'] as string | undefined })
}

export function fromPrediction(prediction: Fields): GeneratedImage {
  const { raiFilteredReason, prompt } = prediction as Record<string, string>
  return compact({
    image: fromImage(prediction),
    raiFilteredReason,
    safetyAttributes: toSafety(prediction),
    enhancedPrompt: prompt,
  })
}

export interface PredictRequest {
  model: string
  instance: Fields
  config: ImagesConfig | undefined
  /** Where fields of the config go that are no plain parameters. */
  paths: Readonly<Record<string, string>>
}

/** Asks for predictions. @throws GenAIError `invalid` on the Gemini API, which has none. */
export async function predict(
  api: GeminiApi,
  method: string,
  { model, instance, config, paths }: PredictRequest,
  options: CallOptions = {},
): Promise<Fields[]> {
  if (!api.vertex) throw onlyOnVertex(`models.${method}`)
  const { predictions } = await api.request<{ predictions?: unknown }>({
    path: `${modelPath(api, model)}:predict`,
    body: { instances: [compact(instance)], ...placeFields(config, paths, 'parameters') },
    config,
    signals: [options.signal],
  })
  return Array.isArray(predictions) ? predictions.filter(isObject) : []
}
