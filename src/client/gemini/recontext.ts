/** Images put into another context, and taken apart, by Vertex AI's `:predict` (protocols/gemini 2.3). */
import { compact, type Fields } from '../../wire/json.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import {
  fromImage,
  fromPrediction,
  OUTPUT_PATHS,
  predict,
  toImage,
  type GeminiImage,
  type GeneratedImage,
  type ImagesConfig,
} from './images.ts'

/** Products to show elsewhere, or on a person. */
export interface RecontextImageParameters {
  model: string
  source: {
    prompt?: string | undefined
    /** Who wears it. */
    personImage?: GeminiImage | undefined
    productImages?: readonly { productImage?: GeminiImage }[] | undefined
  }
  config?: ImagesConfig | undefined
}

/** An image, and what to find in it. */
export interface SegmentImageParameters {
  model: string
  source: {
    prompt?: string | undefined
    image?: GeminiImage | undefined
    /** Lines drawn over what is meant. */
    scribbleImage?: { image?: GeminiImage } | undefined
  }
  config?: ImagesConfig | undefined
}

/** Where in an image something is, and what. */
export interface GeneratedImageMask {
  mask: GeminiImage
  labels?: { label?: string; score?: number }[]
}

/** The part of `models` that changes the context of products and people, and finds them in pictures. Vertex AI only. */
export interface Recontext {
  /** Shows products elsewhere, or on a person. */
  recontextImage(
    params: RecontextImageParameters,
    options?: CallOptions,
  ): Promise<{ generatedImages: GeneratedImage[] }>
  /** Masks of what is in an image. */
  segmentImage(params: SegmentImageParameters, options?: CallOptions): Promise<{ generatedMasks: GeneratedImageMask[] }>
}

const toMask = (prediction: Fields): GeneratedImageMask => ({
  mask: fromImage(prediction),
  ...(Array.isArray(prediction['labels']) && { labels: prediction['labels'] }),
})

export const createRecontext = (api: GeminiApi): Recontext => ({
  recontextImage: async ({ model, source, config }, options) => {
    const { prompt, personImage, productImages } = source
    const instance = compact({
      prompt,
      personImage: personImage && { image: toImage(personImage) },
      productImages: productImages?.map(({ productImage }) => compact({ image: toImage(productImage) })),
    })
    const found = await predict(api, 'recontextImage', { model, instance, config, paths: OUTPUT_PATHS }, options)
    return { generatedImages: found.map(fromPrediction) }
  },
  segmentImage: async ({ model, source, config }, options) => {
    const { prompt, image, scribbleImage } = source
    const instance = compact({
      prompt,
      image: toImage(image),
      scribble: scribbleImage && compact({ image: toImage(scribbleImage.image) }),
    })
    const paths = { labels: 'labels' }
    const found = await predict(api, 'segmentImage', { model, instance, config, paths }, options)
    return { generatedMasks: found.map(toMask) }
  },
})
