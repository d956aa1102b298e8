import type { GeminiOperation } from '../../wire/gemini-request.ts'
import { compact, isObject, type Fields } from '../../wire/json.ts'
import type { GeminiVideo } from './predict.ts'

/** The videos, or how many were refused and why. */
export interface GenerateVideosResponse {
  generatedVideos?: { video: GeminiVideo }[]
  raiMediaFilteredCount?: number
  raiMediaFilteredReasons?: string[]
}

const toVideo = (video: Fields): GeminiVideo =>
  compact<GeminiVideo>({
    uri: (video['gcsUri'] ?? video['uri']) as string | undefined,
    videoBytes: (video['bytesBase64Encoded'] ?? video['encodedVideo']) as string | undefined,
    mimeType: (video['mimeType'] ?? video['encoding']) as string | undefined,
  })

/** An operation as it came, but videos by the names of the SDK: Gemini and Vertex have each their own for them. */
export function toVideos<T>(operation: GeminiOperation): GeminiOperation<T> {
  const { response } = operation
  const found = isObject(response) ? (response['generateVideoResponse'] ?? response) : undefined
  const samples = isObject(found) && (found['generatedSamples'] ?? found['videos'])
  if (!isObject(found) || !Array.isArray(samples)) return operation as GeminiOperation<T>
  const { generatedSamples: _, videos: _videos, ...rest } = found
  const generatedVideos = samples
    .filter(isObject)
    .map((sample) => ({ video: toVideo(isObject(sample['video']) ? sample['video'] : sample) }))
  return { ...operation, response: { generatedVideos, ...rest } as T }
}
