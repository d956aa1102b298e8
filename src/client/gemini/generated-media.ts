import type { MediaPart } from '../../model/data.ts'
import type { GeminiImage } from './images.ts'
import type { GeminiVideo } from './predict.ts'

const toPart = (url: string | undefined, contentType: string | undefined): MediaPart | undefined =>
  url === undefined ? undefined : { media: { url, ...(contentType && { contentType }) } }

/** A generated image as a part, for `MediaPart`. Nothing when it has neither bytes nor an address. */
export const imageToPart = ({ imageBytes, gcsUri, mimeType = 'image/png' }: GeminiImage): MediaPart | undefined =>
  toPart(imageBytes === undefined ? gcsUri : `data:${mimeType};base64,${imageBytes}`, mimeType)

/** A generated video as a part, for `MediaPart`. Nothing when it has neither bytes nor an address. */
export const videoToPart = ({ videoBytes, uri, mimeType = 'video/mp4' }: GeminiVideo): MediaPart | undefined =>
  toPart(videoBytes === undefined ? uri : `data:${mimeType};base64,${videoBytes}`, mimeType)
