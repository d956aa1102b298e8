import { notFound } from './google-error.ts'
import type { JsonObject } from './json.ts'
import { pageOf } from './pages.ts'
import { gemini, param, vertex, type Call, type Route } from './router.ts'
import type { Tunings } from './tunings.ts'

export interface Models {
  routes: Route[]
  /** The full name of the model in the path, or the 404 that a model gets which is not there. */
  mustGenerate(call: Call): string
}

const TEXT = ['generateContent', 'countTokens', 'createCachedContent', 'batchGenerateContent']
const MODELS: [id: string, displayName: string, methods: string[]][] = [
  ['gemini-2.5-pro', 'Gemini 2.5 Pro', TEXT],
  ['gemini-2.5-flash', 'Gemini 2.5 Flash', TEXT],
  ['gemini-2.5-flash-image', 'Nano Banana', ['generateContent', 'countTokens', 'batchGenerateContent']],
  ['gemini-2.0-flash-001', 'Gemini 2.0 Flash 001', [...TEXT, 'createTunedModel']],
  ['gemini-live-2.5-flash-preview', 'Gemini 2.5 Flash Live Preview', ['bidiGenerateContent', 'countTokens']],
  ['gemini-embedding-001', 'Gemini Embedding 001', ['embedContent', 'asyncBatchEmbedContent', 'countTextTokens']],
  ['imagen-4.0-generate-001', 'Imagen 4', ['predict']],
  ['veo-3.0-generate-001', 'Veo 3', ['predictLongRunning']],
]
/** New models appear by the month; whatever bears a name of these families is taken for one. */
const FAMILIES = /^(?:gemini|gemma|learnlm|text-embedding|embedding|imagen|image|veo|lyria)-/

/** What can be generated with: the list of base models, and those that were tuned. */
export function createModels(tunings: Tunings): Models {
  const list = MODELS.map(describe)
  const published = list.map(({ name, displayName, version }) => ({
    name: `publishers/google/${String(name)}`,
    displayName,
    versionId: version,
    launchStage: 'GA',
  }))

  const get = (models: JsonObject[], name: string): JsonObject => {
    const model = models.find((each) => each['name'] === name)
    if (!model) throw notFound(`Model is not found: ${name}`)
    return model
  }

  return {
    routes: [
      gemini('GET models', (call) => pageOf(call, 'models', list)),
      gemini('GET models/{model}', (call) => get(list, call.path)),
      vertex('GET publishers/{publisher}/models', (call) => pageOf(call, 'publisherModels', published)),
      vertex('GET publishers/{publisher}/models/{model}', (call) => get(published, call.path)),
    ],
    mustGenerate(call) {
      const tuned = param(call, 'tuned')
      if (tuned !== '') return tunings.mustBeActive(tuned)
      const model = param(call, 'model')
      if (FAMILIES.test(model)) return model
      throw notFound(
        `models/${model} is not found for API version ${call.version}, or is not supported for generateContent. ` +
          'Call ListModels to see the list of available models and their supported methods.',
      )
    },
  }
}

function describe([id, displayName, supportedGenerationMethods]: (typeof MODELS)[number]): JsonObject {
  return {
    name: `models/${id}`,
    version: '001',
    displayName,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods,
    ...(supportedGenerationMethods.includes('generateContent') && {
      temperature: 1,
      topP: 0.95,
      topK: 64,
      maxTemperature: 2,
      thinking: true,
    }),
  }
}
