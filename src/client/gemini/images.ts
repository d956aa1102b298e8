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
export interface GeneratedImage {
  image?: GeminiImage
  raiFilteredReason?: string
  safetyAttributes?: SafetyAttributes
  enhancedPrompt?: string
}
export interface ImagesConfig extends RequestConfig {
  numberOfImages?: number | undefined
  [field: string]: unknown
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
