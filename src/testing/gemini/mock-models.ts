import type { GeminiModelInfo } from '../../client/gemini/model-catalog.ts'
import { events, json, pageOf, refusal, type MockGeminiRequest, type Routes } from './mock-service.ts'

interface Content {
  role?: string
  parts?: { text?: string }[]
}

const textOf = ({ parts = [] }: Content): string => parts.map(({ text = '' }) => text).join(' ')

const contentsOf = ({ body }: MockGeminiRequest): Content[] => {
  const { contents = [], generateContentRequest } = body as {
    contents?: Content[]
    generateContentRequest?: { contents?: Content[] }
  }
  return generateContentRequest?.contents ?? contents
}

const tokens = (text: string): number => Math.ceil(text.trim().length / 4)

const toWire = ({ supportedActions, ...model }: GeminiModelInfo): object => ({
  ...model,
  supportedGenerationMethods: supportedActions,
})

/** The chunks of an answer that repeats the question. */
function chunksOf(request: MockGeminiRequest): object[] {
  const asked = contentsOf(request).map(textOf)
  const text = `You said: ${asked.at(-1) ?? 'nothing'}`
  const words = text.match(/\S+\s*/g) ?? []
  const usageMetadata = { promptTokenCount: tokens(asked.join(' ')), candidatesTokenCount: tokens(text) }
  return words.map((word, at) => ({
    candidates: [
      {
        content: { role: 'model', parts: [{ text: word }] },
        ...(at === words.length - 1 && { finishReason: 'STOP' }),
      },
    ],
    ...(at === words.length - 1 && { usageMetadata }),
  }))
}

async function* each(chunks: readonly object[]): AsyncGenerator<object> {
  yield* chunks
}

/** What models there are, and text that repeats the question. */
export const mockModels = (models: readonly GeminiModelInfo[]): Routes => [
  ['GET', /^(?:publishers\/google\/)?models$/, ({ query }) => pageOf('models', models.map(toWire), query)],
  [
    'GET',
    /^(?:publishers\/google\/)?(models\/[^:/]+)$/,
    (_, name) => {
      const found = models.find((model) => model.name === name)
      return found ? json(toWire(found)) : refusal(404, `There is no ${name}.`)
    },
  ],
  [
    'POST',
    /models\/[^:]+:countTokens$/,
    (request) => json({ totalTokens: tokens(contentsOf(request).map(textOf).join(' ')) }),
  ],
  ['POST', /models\/[^:]+:streamGenerateContent$/, (request) => events(each(chunksOf(request)), request.signal)],
  [
    'POST',
    /models\/[^:]+:generateContent$/,
    (request) => {
      const text = `You said: ${contentsOf(request).map(textOf).at(-1) ?? 'nothing'}`
      const content = { role: 'model', parts: [{ text }] }
      return json({ candidates: [{ content, finishReason: 'STOP' }] })
    },
  ],
]
