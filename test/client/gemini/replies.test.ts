import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createGeminiClient,
  type CountTokensResponse,
  type EmbedContentResponse,
  GenAIError,
  isPart,
  type GeminiResponse,
  type GenerateImagesResponse,
  type GenerateResponse,
  type GenerateResponseChunk,
} from 'react-genai/client'
import { chunkFuzz, mockTransport } from 'react-genai/testing'
import { seeded } from '../../random.ts'
import { inPackets } from '../../fuzz/mutate.ts'
import { recordings, type Recording } from './recordings.ts'

/** What came of a call, whichever way it ended. */
interface Outcome {
  response: GenerateResponse | undefined
  error: GenAIError | undefined
  chunks: GenerateResponseChunk<unknown, GeminiResponse>[]
  other?: unknown
}

type Fetch = typeof globalThis.fetch

/** An answer in exactly these pieces. */
const answering = ({ status, contentType }: Recording, pieces: readonly Uint8Array[]): Fetch =>
  mockTransport((request) =>
    request
      .open({ status, headers: { 'content-type': contentType } })
      .write(...pieces)
      .close(),
  ).fetch

async function ask({ method }: Recording, options: { fetch?: Fetch; baseUrl?: string }): Promise<Outcome> {
  const gemini = createGeminiClient({
    // How long it waits before it asks again is told elsewhere.
    retryDelay: 0,
    baseUrl: 'http://gemini.test',
    ...options,
    vertex: { project: 'p', location: 'l' },
  })
  const chunks: Outcome['chunks'] = []
  const params = { model: 'm', contents: 'hi' }
  try {
    if (method === 'generateContent')
      return { response: await gemini.models.generateContent(params), error: undefined, chunks }
    if (method === 'generateContentStream') {
      const reply = await gemini.models.generateContentStream(params)
      for await (const chunk of reply) chunks.push(chunk)
      return { response: await reply.resolve(), error: undefined, chunks }
    }
    const other =
      method === 'countTokens'
        ? await gemini.models.countTokens(params)
        : method === 'embedContent'
          ? await gemini.models.embedContent(params)
          : await gemini.models.generateImages({ model: 'm', prompt: 'p' })
    return { response: undefined, error: undefined, chunks, other }
  } catch (error) {
    if (!GenAIError.is(error)) throw error
    return { response: error.response, error, chunks }
  }
}

const rawOf = (response: GenerateResponse | undefined): GeminiResponse => (response?.raw ?? {}) as GeminiResponse

const mediaOf = (response: GenerateResponse | undefined): object[] =>
  (response?.content ?? []).flatMap((part) => {
    if (!('media' in part)) return []
    const [, mimeType, data = ''] = /^data:([^;]*);base64,(.*)$/s.exec(part.media.url) ?? []
    return { mimeType, sha256OfBase64: createHash('sha256').update(data).digest('hex') }
  })

/** The codes with which a reply may end that was not what was asked for. */
const ENDS: Record<string, string> = {
  'prompt-blocked': 'blocked',
  'no-candidates': 'protocol',
  'not-a-gemini-response': 'protocol',
}

/** What should come of a recording, as far as it tells. */
function wanted({ expected, method }: Recording): object {
  const { error, outcome, shape, totalTokens, predictions } = expected
  if (error) return { code: 'http', httpStatus: error.code, status: error.status, message: error.message }
  if (method === 'countTokens') return { code: undefined, counts: true, totalTokens }
  if (method === 'embedContent') return { code: undefined, embeds: true }
  if (method === 'generateImages') return { code: undefined, predictions }
  // Nothing at all, with a status of 200, is in the recordings too: it is no reply.
  if (shape === null) return { code: 'protocol' }
  const isStream = method === 'generateContentStream'
  // A whole reply that was refused is a reply; a stream fails, with all that had come.
  const isRefusal = outcome === 'prompt-blocked' && !isStream
  const code = isStream && outcome === 'no-finish-reason' ? 'truncated' : isRefusal ? undefined : ENDS[outcome]
  if (code === 'protocol') return { code }
  return {
    code,
    blocked: Boolean(expected.promptBlocked),
    text: expected.text ?? '',
    streamed: isStream ? (expected.text ?? '') : undefined,
    reasoning: expected.thoughtText ?? '',
    reason: expected.finishReason ?? null,
    calls: (expected.functionCallsMerged ?? []).map(({ name, args = {}, id }) => ({ name, args, id })),
    media: (expected.inlineData ?? []).map(({ mimeType, sha256OfBase64 }) => ({ mimeType, sha256OfBase64 })),
    usage: expected.usageMetadata ?? null,
    model: expected.modelVersion ?? undefined,
    feedback: expected.promptFeedback ?? null,
    codes: expected.executableCode ?? [],
    results: expected.codeExecutionResult ?? [],
  }
}

/** The same of what came. */
function found({ expected, method }: Recording, { response, error, chunks, other }: Outcome): object {
  const code = error?.code
  if (expected.error) {
    const { message } = expected.error
    const isTold = error?.message.includes(message.slice(0, 60))
    return { code, httpStatus: error?.httpStatus, status: error?.status, message: isTold ? message : error?.message }
  }
  if (method === 'countTokens') {
    const { totalTokens = 0 } = other as CountTokensResponse
    return { code, counts: totalTokens > 0, totalTokens: expected.totalTokens === undefined ? undefined : totalTokens }
  }
  if (method === 'embedContent')
    return { code, embeds: Boolean((other as EmbedContentResponse).embeddings?.[0]?.values) }
  if (method === 'generateImages') {
    // One of the predictions may be about the prompt.
    const { generatedImages, positivePromptSafetyAttributes: about } = other as GenerateImagesResponse
    const isCounted = expected.predictions !== undefined
    return { code, predictions: isCounted ? generatedImages.length + (about ? 1 : 0) : undefined }
  }
  if (code === 'protocol') return { code }
  const raw = rawOf(response)
  const custom = (response?.content ?? []).flatMap((part) => (isPart(part, 'custom') ? [part.custom] : []))
  return {
    code,
    blocked: raw.promptFeedback?.blockReason !== undefined && response?.finishReason === 'blocked',
    text: response?.text ?? '',
    streamed: method === 'generateContentStream' ? chunks.map(({ text }) => text).join('') : undefined,
    reasoning: response?.reasoning ?? '',
    reason: raw.candidates?.[0]?.finishReason ?? null,
    calls: (response?.toolRequests ?? []).map(({ toolRequest: { name, input: args, ref: id } }) => ({
      name,
      args,
      id,
    })),
    media: mediaOf(response),
    usage: raw.usageMetadata ?? null,
    model: response?.model,
    feedback: raw.promptFeedback ?? null,
    codes: custom.flatMap((part) => part['executableCode'] ?? []),
    results: custom.flatMap((part) => part['codeExecutionResult'] ?? []),
  }
}

const SMALL = 200_000

describe('every recorded reply comes to what it should', () => {
  const random = seeded(6)
  const outcome = (recording: Recording, pieces: Uint8Array[]): Promise<Outcome> =>
    ask(recording, { fetch: answering(recording, pieces) })

  describe.each(recordings.map((recording) => [recording.id, recording] as const))('%s', (_, recording) => {
    const { body } = recording
    test('whole', async () => {
      expect(found(recording, await outcome(recording, [body]))).toEqual(wanted(recording))
    })
    test.runIf(body.length < SMALL)(
      'byte by byte, and by sevens',
      async () => {
        for (const { name, pieces } of chunkFuzz(body, { sizes: [7], positions: 1, random: 1 }))
          expect(found(recording, await outcome(recording, pieces)), name).toEqual(wanted(recording))
      },
      60_000,
    )
    test('in random pieces', async () => {
      expect(found(recording, await outcome(recording, inPackets(random, body)))).toEqual(wanted(recording))
    })
  })
})

describe('over a socket', () => {
  let server: Server
  let baseUrl = ''
  let current: Recording | undefined
  let cutAt: number | undefined

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume()
      request.on('end', () => {
        if (!current) return response.destroy()
        response.writeHead(current.status, { 'content-type': current.contentType })
        if (cutAt === undefined) return response.end(current.body)
        // Everything before the cut is on its way when the connection breaks.
        return response.write(current.body.subarray(0, cutAt), () => setTimeout(() => response.destroy(), 5))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  test('every recording', async () => {
    cutAt = undefined
    for (const recording of recordings) {
      current = recording
      expect(found(recording, await ask(recording, { baseUrl })), recording.id).toEqual(wanted(recording))
    }
  }, 60_000)

  const streams = recordings.filter(
    ({ method, expected, body }) =>
      method === 'generateContentStream' && expected.outcome === 'ok' && body.length < SMALL,
  )
  test.each(streams.map((recording) => [recording.id, recording] as const))('cut: %s', async (_, recording) => {
    const random = seeded(recording.body.length)
    for (let round = 0; round < 4; round++) {
      cutAt = Math.floor(random() * recording.body.length)
      current = recording
      const { response, error, chunks } = await ask(recording, { baseUrl })
      expect(error?.code).toMatch(/^(?:network|truncated)$/)
      expect(error?.retryable).toBe(true)
      // Every event that had come whole is kept, and nothing that had not.
      const whole = recording.body
        .subarray(0, cutAt)
        .toString()
        .split(/\r\n\r\n?|\n\n/)
        .slice(0, -1)
      const events = whole.map((event) => JSON.parse(event.replace(/^data: ?/, '')) as GeminiResponse)
      const said = events
        .flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? [])
        .map(({ text = '', thought }) => (thought ? '' : text))
        .join('')
      expect(response?.text ?? '').toBe(said)
      expect(chunks.length).toBe(events.length)
    }
  })
})
