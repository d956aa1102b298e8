import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createGeminiClient,
  GenAIError,
  isPart,
  type GeminiResponse,
  type GenerateImagesResponse,
  type GenerateResponse,
  type GenerateResponseChunk,
} from 'react-genai/client'
import { seeded } from '../../random.ts'
import { atRandom, inPieces } from '../../wire/chunkings.ts'
import { recordings, type Expected, type Recording } from './recordings.ts'

/** What came of a call, whichever way it ended. */
interface Outcome {
  response: GenerateResponse | undefined
  error: GenAIError | undefined
  chunks: GenerateResponseChunk<unknown, GeminiResponse>[]
  other?: unknown
}

type Fetch = typeof globalThis.fetch

/** An answer in exactly these pieces. */
const answering =
  ({ status, contentType }: Recording, pieces: readonly Uint8Array[]): Fetch =>
  () => {
    let at = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces[at++]
        if (piece) controller.enqueue(piece)
        else controller.close()
      },
    })
    return Promise.resolve(new Response(body, { status, headers: { 'content-type': contentType } }))
  }

async function ask({ method }: Recording, options: { fetch?: Fetch; baseUrl?: string }): Promise<Outcome> {
  const gemini = createGeminiClient({ baseUrl: 'http://gemini.test', ...options, vertex: { project: 'p', location: 'l' } })
  const chunks: Outcome['chunks'] = []
  const params = { model: 'm', contents: 'hi' }
  try {
    if (method === 'generateContent') return { response: await gemini.models.generateContent(params), error: undefined, chunks }
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

const count = (list: unknown): number => (Array.isArray(list) ? list.length : 0)

/** The codes with which a reply may end that was not what was asked for. */
const ENDS: Record<string, string> = {
  'http-error': 'http',
  'prompt-blocked': 'blocked',
  'no-candidates': 'protocol',
  'not-a-gemini-response': 'protocol',
}

function check(expected: Expected, { response, error, chunks, other }: Outcome, method: Recording['method']): void {
  const isStream = method === 'generateContentStream'
  if (expected.error) {
    expect(error?.httpStatus).toBe(expected.error.code)
    expect(error?.status).toBe(expected.error.status)
    expect(error?.message).toContain(expected.error.message.slice(0, 60))
    return
  }
  if (other !== undefined) {
    expect(error).toBeUndefined()
    if (expected.totalTokens !== undefined) expect(other).toMatchObject({ totalTokens: expected.totalTokens })
    if (method === 'generateImages' && expected.predictions !== undefined) {
      // One of the predictions may be about the prompt.
      const { generatedImages, positivePromptSafetyAttributes: about } = other as GenerateImagesResponse
      expect(generatedImages.length + (about ? 1 : 0)).toBe(expected.predictions)
    }
    if (method === 'embedContent') expect(count((other as { embeddings: unknown[] }).embeddings)).toBeGreaterThan(0)
    return
  }
  // Nothing at all, with a status of 200, is in the recordings too: it is no reply.
  if (expected.shape === null) return expect(error?.code).toBe('protocol')
  // A whole reply that was refused is a reply; a stream fails, with all that had come.
  const end = isStream && expected.outcome === 'no-finish-reason' ? 'truncated' : ENDS[expected.outcome]
  const isRefusal = expected.outcome === 'prompt-blocked' && !isStream
  expect(error?.code).toBe(isRefusal ? undefined : end)
  if (expected.promptBlocked) expect(response?.finishReason).toBe('blocked')
  if (end === 'protocol') return
  const raw = rawOf(response)
  expect(response?.text ?? '').toBe(expected.text ?? '')
  expect(response?.reasoning ?? '').toBe(expected.thoughtText ?? '')
  expect(raw.candidates?.[0]?.finishReason ?? null).toBe(expected.finishReason ?? null)
  if (expected.finishMessage) expect(response?.finishMessage).toBe(expected.finishMessage)
  const called = (response?.toolRequests ?? []).map(({ toolRequest: { name, input, ref } }) => ({ name, args: input, id: ref }))
  expect(called).toEqual((expected.functionCallsMerged ?? []).map(({ name, args = {}, id }) => ({ name, args, id })))
  expect(mediaOf(response)).toEqual((expected.inlineData ?? []).map(({ mimeType, sha256OfBase64 }) => ({ mimeType, sha256OfBase64 })))
  expect(raw.usageMetadata ?? null).toEqual(expected.usageMetadata ?? null)
  expect(response?.model).toBe(expected.modelVersion ?? undefined)
  expect(raw.promptFeedback ?? null).toEqual(expected.promptFeedback ?? null)
  const custom = (response?.content ?? []).flatMap((part) => (isPart(part, 'custom') ? [part.custom] : []))
  const codes = custom.flatMap((part) => part['executableCode'] ?? [])
  const results = custom.flatMap((part) => part['codeExecutionResult'] ?? [])
  expect(codes).toMatchObject(expected.executableCode ?? [])
  expect(results).toMatchObject(expected.codeExecutionResult ?? [])
  if (isStream) expect(chunks.map(({ text }) => text).join('')).toBe(expected.text ?? '')
}

const SMALL = 200_000

describe('every recorded reply comes to what it should', () => {
  const random = seeded(6)
  describe.each(recordings.map((recording) => [recording.id, recording] as const))('%s', (_, recording) => {
    const { body, expected, method } = recording
    test('whole', async () => check(expected, await ask(recording, { fetch: answering(recording, [body]) }), method))
    test.runIf(body.length < SMALL)('in pieces of 7 bytes', async () => {
      check(expected, await ask(recording, { fetch: answering(recording, inPieces(body, 7)) }), method)
    })
    test('in random pieces', async () => {
      const pieces = atRandom(body, Math.floor(random() * 1e9))
      check(expected, await ask(recording, { fetch: answering(recording, pieces) }), method)
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
        if (!current) return
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
      check(recording.expected, await ask(recording, { baseUrl }), recording.method)
    }
  }, 60_000)

  const streams = recordings.filter(
    ({ method, expected, body }) => method === 'generateContentStream' && expected.outcome === 'ok' && body.length < SMALL,
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
      const whole = recording.body.subarray(0, cutAt).toString().split(/\r\n\r\n?|\n\n/).slice(0, -1)
      const events = whole.map((event) => JSON.parse(event.replace(/^data: ?/, '')) as GeminiResponse)
      const said = events
        .flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? [])
        .map(({ text = '', thought }) => (thought ? '' : text))
        .join('')
      if (events.length > 0) expect(response?.text).toBe(said)
      expect(chunks.length).toBe(events.length)
    }
  })
})
