import type { AsyncGenerateContentResponse } from '../../model/async-generate-content-response.ts'
import type { GenerateResponse } from '../../model/generate-response.ts'
import type { GenerateContentParameters } from '../../wire/gemini-request.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import type { Embedding } from './embed.ts'
import { replyTo, whole } from './generate.ts'
import type { ModelCatalog } from './model-catalog.ts'
import { onDemand } from './on-demand.ts'
import type { Prediction } from './predict.ts'
import type { Recontext } from './recontext.ts'

/** Gemini's `models` service. Parameters are those of `@google/genai` 3.1. */
export interface Models extends ModelCatalog, Embedding, Prediction, Recontext {
  /**
   * A whole reply. Callable tools are called, and the model asked again with what they said.
   *
   * A refused prompt is a reply too: without a message, its `finishReason` `blocked`. `assertValid()` throws for it.
   *
   * @example
   * const { text } = await models.generateContent({ model: 'gemini-2.5-flash', contents: 'Why is the sky blue?' })
   * @throws GenAIError what went wrong, with whatever had arrived in `response`.
   */
  generateContent<O = unknown>(
    params: GenerateContentParameters,
    options?: CallOptions<O>,
  ): Promise<GenerateResponse<O>>
  /**
   * The same, bit by bit. Resolves with the first chunk, so that a request that fails at once fails here.
   *
   * @example
   * for await (const chunk of await models.generateContentStream({ model, contents })) print(chunk.text)
   * @throws GenAIError as above. BlockedPromptError when the prompt was refused.
   */
  generateContentStream<O = unknown>(
    params: GenerateContentParameters,
    options?: CallOptions<O>,
  ): Promise<AsyncGenerateContentResponse<O>>
}

/** The `models` service alone. `createGeminiClient` has it as `models`. */
export function createModels(api: GeminiApi): Models {
  return {
    generateContent: (params, options) => whole(replyTo(api, { ...params, isStream: false }, options)),
    generateContentStream: async <O>(params: GenerateContentParameters, options?: CallOptions<O>) =>
      replyTo(api, { ...params, isStream: true }, options).opened(),
    ...onDemand(async () => (await import('./embed.ts')).createEmbedding(api)).with('embedContent'),
    ...onDemand(async () => (await import('./model-catalog.ts')).createModelCatalog(api)).with(
      'countTokens',
      'computeTokens',
      'list',
      'get',
      'update',
      'delete',
    ),
    ...onDemand(async () => (await import('./predict.ts')).createPrediction(api)).with(
      'generateImages',
      'editImage',
      'upscaleImage',
      'generateVideos',
    ),
    ...onDemand(async () => (await import('./recontext.ts')).createRecontext(api)).with(
      'recontextImage',
      'segmentImage',
    ),
  }
}
