import { embedInstances } from './embeddings.ts'
import type { Files } from './files.ts'
import { badRequest } from './google-error.ts'
import { numberAt, objectAt, objectsAt, textAt, type JsonObject } from './json.ts'
import type { Operations } from './operations.ts'
import { gemini, param, vertex, type Call, type Route } from './router.ts'

/** A PNG of one red point. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
/** The first bytes of any MP4, which is enough to tell one by. */
const MP4 = Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex')

/** Images at once, videos after a while. */
export function predictRoutes(files: Files, operations: Operations): Route[] {
  const images = (call: Call): JsonObject => {
    const [instance] = objectsAt(call.body, 'instances')
    if (!instance) throw badRequest('instances must not be empty.')
    const count = numberAt(objectAt(call.body, 'parameters') ?? {}, 'sampleCount') ?? 1
    const prompt = textAt(instance, 'prompt')
    return {
      predictions: Array.from({ length: count }, () => ({
        mimeType: 'image/png',
        bytesBase64Encoded: PNG,
        ...(prompt !== undefined && { prompt }),
      })),
    }
  }

  const predict = (call: Call): JsonObject =>
    objectsAt(call.body, 'instances').some((each) => textAt(each, 'content') !== undefined)
      ? embedInstances(call.body)
      : images(call)

  const videoCount = (call: Call): number => numberAt(objectAt(call.body, 'parameters') ?? {}, 'sampleCount') ?? 1

  return [
    gemini('POST models/{model}:predict', images),
    gemini('POST models/{model}:predictLongRunning', (call) => {
      const samples = Array.from({ length: videoCount(call) }, () => files.generate('video/mp4', MP4))
      return operations.start(`models/${param(call, 'model')}`, 2, () => ({
        '@type': 'type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse',
        generateVideoResponse: { generatedSamples: samples.map((file) => ({ video: { uri: file['downloadUri'] } })) },
      }))
    }),
    vertex('POST publishers/{publisher}/models/{model}:predict', predict),
    vertex('POST publishers/{publisher}/models/{model}:predictLongRunning', (call) => {
      const videos = Array.from({ length: videoCount(call) }, () => ({
        bytesBase64Encoded: MP4.toString('base64'),
        mimeType: 'video/mp4',
      }))
      return operations.start(`${call.parent}${call.path.replace(/:.*$/, '')}`, 2, () => ({
        '@type': 'type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse',
        raiMediaFilteredCount: 0,
        videos,
      }))
    }),
    // Vertex polls by POST, and names the operation in the body.
    vertex('POST publishers/{publisher}/models/{model}:fetchPredictOperation', (call) =>
      operations.poll(textAt(call.body, 'operationName') ?? ''),
    ),
  ]
}
