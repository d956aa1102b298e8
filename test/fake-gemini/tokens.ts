import { contentsText, promptTokens } from './answers.ts'
import { objectAt, objectsAt, textAt, type JsonObject } from './json.ts'
import type { Models } from './models.ts'
import { gemini, vertex, type Call, type Route } from './router.ts'

/** countTokens, and computeTokens, which Vertex alone has. */
export function tokenRoutes(models: Models): Route[] {
  const count = (call: Call): JsonObject => {
    models.mustGenerate(call)
    const totalTokens = promptTokens(objectAt(call.body, 'generateContentRequest') ?? call.body)
    return { totalTokens, promptTokensDetails: [{ modality: 'TEXT', tokenCount: totalTokens }] }
  }
  const compute = (call: Call): JsonObject => ({
    tokensInfo: objectsAt(call.body, 'contents').map((content) => {
      const tokens = contentsText([content]).match(/.{1,4}/gs) ?? []
      return {
        tokens: tokens.map((token) => Buffer.from(token).toString('base64')),
        tokenIds: tokens.map((token) => String(token.codePointAt(0))),
        role: textAt(content, 'role') ?? 'user',
      }
    }),
  })
  return [
    gemini('POST models/{model}:countTokens', count),
    gemini('POST tunedModels/{tuned}:countTokens', count),
    vertex('POST publishers/{publisher}/models/{model}:countTokens', count),
    vertex('POST publishers/{publisher}/models/{model}:computeTokens', compute),
  ]
}
