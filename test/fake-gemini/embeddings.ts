import { contentsText, tokensIn } from './answers.ts'
import { badRequest } from './google-error.ts'
import { numberAt, objectAt, objectsAt, textAt, type JsonObject } from './json.ts'
import { gemini, vertex, type Call, type Route } from './router.ts'

/** The same text always lies in the same place, at a distance of one from the origin; another text lies elsewhere. */
function vectorOf(text: string, dimensions = 768): number[] {
  let state = 2_166_136_261
  for (const unit of text) state = Math.imul(state ^ (unit.codePointAt(0) ?? 0), 16_777_619)
  const raw = Array.from({ length: dimensions }, () => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_519) + 1
    return (state >>> 0) / 2 ** 31 - 1
  })
  const length = Math.hypot(...raw)
  return raw.map((value) => value / length)
}

export const embeddingOf = (request: JsonObject): JsonObject => {
  const content = objectAt(request, 'content')
  if (!content) throw badRequest('* EmbedContentRequest.content: content is not specified\n')
  const config = objectAt(request, 'embedContentConfig') ?? request
  return { values: vectorOf(contentsText([content]), numberAt(config, 'outputDimensionality')) }
}

/** Vertex embeds text by `:predict`, with names of its own. */
export const embedInstances = (body: JsonObject): JsonObject => ({
  predictions: objectsAt(body, 'instances').map((instance) => {
    const text = textAt(instance, 'content') ?? ''
    const dimensions = numberAt(objectAt(body, 'parameters') ?? {}, 'outputDimensionality')
    const statistics = { truncated: false, token_count: tokensIn(text) }
    return { embeddings: { values: vectorOf(text, dimensions), statistics } }
  }),
})

export function embeddingRoutes(): Route[] {
  const one = (call: Call): JsonObject => ({ embedding: embeddingOf(call.body) })
  return [
    gemini('POST models/{model}:embedContent', one),
    vertex('POST publishers/{publisher}/models/{model}:embedContent', one),
    gemini('POST models/{model}:batchEmbedContents', (call) => {
      const requests = objectsAt(call.body, 'requests')
      const path = call.path.replace(/:.*$/, '')
      if (requests.some((request) => request['model'] !== path)) {
        throw badRequest('* BatchEmbedContentsRequest.requests[0].model: must be the model of the path\n')
      }
      return { embeddings: requests.map(embeddingOf) }
    }),
  ]
}
