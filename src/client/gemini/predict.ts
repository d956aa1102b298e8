/** Images and videos by Vertex AI's `:predict` (protocols/gemini 2.3). */
import type { GeminiOperation, RequestConfig } from '../../wire/gemini-request.ts'
import { compact, type Fields } from '../../wire/json.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import {
  fromPrediction,
  OUTPUT_PATHS,
  predict,
  toImage,
  type GeminiImage,
  type GeneratedImage,
  type ImagesConfig,
  type SafetyAttributes,
} from './images.ts'
import { invalid, onlyOnVertex } from './invalid.ts'
import { modelPath } from './names.ts'
import { fieldsOf, placeFields } from './place-fields.ts'
import { toVideos, type GenerateVideosResponse } from './videos.ts'

type Loose = Record<string, unknown>

/** A video: its bytes in base64, or where it is. */
export interface GeminiVideo {
  uri?: string
  videoBytes?: string
  mimeType?: string
}

/** The images that were made; one that was refused has a `raiFilteredReason`. */
export interface GenerateImagesResponse {
  generatedImages: GeneratedImage[]
  positivePromptSafetyAttributes?: SafetyAttributes
}

/** What to draw. */
export interface GenerateImagesParameters {
  model: string
  prompt: string
  config?: ImagesConfig | undefined
}

/** An image to go by. `referenceType`: `REFERENCE_TYPE_RAW`, `_MASK`, `_CONTROL`, `_STYLE`, `_SUBJECT` or `_CONTENT`. */
export interface ReferenceImage {
  referenceType?: string
  referenceId?: number
  referenceImage?: GeminiImage
  maskImageConfig?: Loose
  controlImageConfig?: Loose
  styleImageConfig?: Loose
  subjectImageConfig?: Loose
}

/** A prompt, and the images that it speaks of. */
export interface EditImageParameters extends GenerateImagesParameters {
  referenceImages: readonly ReferenceImage[]
}

/** An image, and how much larger it should be. */
export interface UpscaleImageParameters {
  model: string
  image: GeminiImage
  /** `x2` or `x4`. */
  upscaleFactor: string
  config?: ImagesConfig | undefined
}

/** A prompt, and what to begin with: an image, or a video to go on from. */
export interface GenerateVideosSource {
  prompt?: string | undefined
  image?: GeminiImage | undefined
  video?: GeminiVideo | undefined
}

/** What videos should be like. The service says which of these a model has. */
export interface GenerateVideosConfig extends RequestConfig {
  numberOfVideos?: number | undefined
  durationSeconds?: number | undefined
  /** `16:9` or `9:16`. */
  aspectRatio?: string | undefined
  /** `720p`, `1080p`. */
  resolution?: string | undefined
  fps?: number | undefined
  seed?: number | undefined
  negativePrompt?: string | undefined
  enhancePrompt?: boolean | undefined
  generateAudio?: boolean | undefined
  personGeneration?: string | undefined
  compressionQuality?: string | undefined
  /** With what to end. */
  lastFrame?: GeminiImage | undefined
  referenceImages?: readonly { image?: GeminiImage; referenceType?: string }[] | undefined
  mask?: { image?: GeminiImage; maskMode?: string } | undefined
  /** `gs://…`: where to put them. */
  outputGcsUri?: string | undefined
  pubsubTopic?: string | undefined
  labels?: Record<string, string> | undefined
  webhookConfig?: object | undefined
}

/** What to film: by `source`, or by its fields. */
export interface GenerateVideosParameters extends GenerateVideosSource {
  model: string
  source?: GenerateVideosSource | undefined
  config?: GenerateVideosConfig | undefined
}

/** The part of `models` that makes pictures and films. Vertex AI only. */
export interface Prediction {
  generateImages(params: GenerateImagesParameters, options?: CallOptions): Promise<GenerateImagesResponse>
  editImage(params: EditImageParameters, options?: CallOptions): Promise<GenerateImagesResponse>
  upscaleImage(params: UpscaleImageParameters, options?: CallOptions): Promise<GenerateImagesResponse>
  /** Gives an operation: `operations.wait({ operation })`. */
  generateVideos(
    params: GenerateVideosParameters,
    options?: CallOptions,
  ): Promise<GeminiOperation<GenerateVideosResponse>>
}

const IMAGE_PATHS = {
  ...OUTPUT_PATHS,
  imageSize: 'parameters.sampleImageSize',
  baseSteps: 'parameters.editConfig.baseSteps',
  enhanceInputImage: 'parameters.upscaleConfig.enhanceInputImage',
  imagePreservationFactor: 'parameters.upscaleConfig.imagePreservationFactor',
  upscaleFactor: 'parameters.upscaleConfig.upscaleFactor',
}

const toVideo = (video: GeminiVideo | undefined): Fields | undefined =>
  video && compact({ gcsUri: video.uri, bytesBase64Encoded: video.videoBytes, mimeType: video.mimeType })

function toReference(reference: ReferenceImage): Fields {
  const { referenceImage, maskImageConfig: mask, controlImageConfig: control, ...rest } = reference
  return compact({
    ...rest,
    referenceImage: toImage(referenceImage),
    maskImageConfig: mask && placeFields(mask, { segmentationClasses: 'maskClasses', maskDilation: 'dilation' }),
    controlImageConfig: control && placeFields(control, { enableControlImageComputation: 'computeControl' }),
  })
}

async function predictImages(
  api: GeminiApi,
  method: string,
  given: { model: string; instance: Fields; config: ImagesConfig | undefined },
  options?: CallOptions,
): Promise<GenerateImagesResponse> {
  const predictions = await predict(api, method, { ...given, paths: IMAGE_PATHS }, options)
  const images = predictions.map(fromPrediction)
  // One of the predictions may be about the prompt, and no image.
  const about = images.find(({ safetyAttributes }) => safetyAttributes?.contentType === 'Positive Prompt')
  return {
    generatedImages: images.filter((image) => image !== about),
    ...(about?.safetyAttributes && { positivePromptSafetyAttributes: about.safetyAttributes }),
  }
}

async function generateVideos(
  api: GeminiApi,
  { model, source, config, ...given }: GenerateVideosParameters,
  options: CallOptions = {},
): Promise<GeminiOperation<GenerateVideosResponse>> {
  if (!api.vertex) throw onlyOnVertex('models.generateVideos')
  if (source && (given.prompt ?? given.image ?? given.video))
    throw invalid('Say what the video should be in `source`, or in `prompt`, `image` and `video`, not in both.')
  const { prompt, image, video } = source ?? given
  const { lastFrame, referenceImages, mask, ...rest } = fieldsOf(config ?? {})
  const references = referenceImages as { image?: GeminiImage; [field: string]: unknown }[] | undefined
  const { image: masked, ...maskRest } = (mask ?? {}) as { image?: GeminiImage; [field: string]: unknown }
  const instance = compact({
    prompt,
    image: toImage(image),
    video: toVideo(video),
    lastFrame: toImage(lastFrame as GeminiImage | undefined),
    referenceImages: references?.map((reference) => compact({ ...reference, image: toImage(reference.image) })),
    mask: mask ? { ...toImage(masked), ...maskRest } : null,
  })
  const paths = { numberOfVideos: 'parameters.sampleCount', outputGcsUri: 'parameters.storageUri', labels: 'labels' }
  const operation = await api.request<GeminiOperation>({
    path: `${modelPath(api, model)}:predictLongRunning`,
    body: { instances: [instance], ...placeFields(rest, paths, 'parameters') },
    config,
    signals: [options.signal],
  })
  return toVideos(operation)
}

export const createPrediction = (api: GeminiApi): Prediction => ({
  generateImages: ({ model, prompt, config }, options) =>
    predictImages(api, 'generateImages', { model, instance: { prompt }, config }, options),
  editImage: ({ model, prompt, referenceImages, config }, options) => {
    const instance = { prompt, referenceImages: referenceImages.map(toReference) }
    return predictImages(api, 'editImage', { model, instance, config }, options)
  },
  upscaleImage: ({ model, image, upscaleFactor, config: given }, options) => {
    const config = { numberOfImages: 1, mode: 'upscale', ...given, upscaleFactor }
    return predictImages(api, 'upscaleImage', { model, instance: { image: toImage(image) }, config }, options)
  },
  generateVideos: (params, options) => generateVideos(api, params, options),
})
