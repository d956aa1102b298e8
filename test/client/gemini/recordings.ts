import { readFileSync } from 'node:fs'

const root = new URL('../../fixtures/gemini/', import.meta.url)

/** What a recorded reply comes to, worked out without any client. */
interface Expected {
  id: string
  file?: string
  format: 'sse' | 'json' | 'parsed-segments'
  request?: string
  outcome: string
  shape?: unknown
  text?: string | null
  thoughtText?: string
  finishReason?: string | null
  finishMessage?: string
  functionCallsMerged?: { name: string; args?: unknown; id?: string }[]
  inlineData?: { mimeType: string; sha256OfBase64: string }[]
  promptBlocked?: boolean
  promptFeedback?: unknown
  usageMetadata?: unknown
  modelVersion?: string | null
  citations?: unknown
  executableCode?: unknown[]
  codeExecutionResult?: unknown[]
  error?: { code: number; status: string; message: string }
  serveWithStatus?: number
  httpStatus?: number
  contentType?: string
  predictions?: number
  totalTokens?: number
}

export interface Recording {
  id: string
  expected: Expected
  status: number
  contentType: string
  body: Buffer
  /** The call that such a reply answers. */
  method: 'generateContent' | 'generateContentStream' | 'countTokens' | 'embedContent' | 'generateImages'
}

interface Segments {
  interactions: { response: { bodySegments?: unknown[] } }[]
}

function bodyOf({ id, file, format, contentType }: Expected): Buffer {
  const read = (path: string) => readFileSync(new URL(encodeURI(path), root))
  if (format !== 'parsed-segments') return read(file ?? id)
  const [path = '', turn] = id.split('#')
  const { interactions } = JSON.parse(read(path).toString()) as Segments
  const segments = interactions[Number(turn)]?.response.bodySegments ?? []
  return Buffer.from(
    contentType?.startsWith('text/event-stream') && !isError(segments[0])
      ? segments.map((segment) => `data: ${JSON.stringify(segment)}\r\n\r\n`).join('')
      : JSON.stringify(segments[0]),
  )
}

const isError = (segment: unknown): boolean => typeof segment === 'object' && segment !== null && 'error' in segment

function methodOf({ id, request = '', format, shape, totalTokens, predictions }: Expected): Recording['method'] {
  if (totalTokens !== undefined || request.includes(':countTokens') || shape === 'countTokens') return 'countTokens'
  if (request.includes('mbedding') || request.includes('mbedContent')) return 'embedContent'
  if (predictions !== undefined || request.includes(':predict')) return 'generateImages'
  const isStream = request.includes('streamGenerate') || format === 'sse' || /\/streaming-/.test(id)
  return isStream ? 'generateContentStream' : 'generateContent'
}

const { cases } = JSON.parse(readFileSync(new URL('expected.json', root), 'utf8')) as { cases: Expected[] }

/** Every recorded reply, with the status that it came with, or that its body says. */
export const recordings: Recording[] = cases.map((expected) => ({
  id: expected.id,
  expected,
  status: expected.httpStatus ?? expected.error?.code ?? expected.serveWithStatus ?? 200,
  contentType: expected.contentType ?? (expected.format === 'sse' ? 'text/event-stream' : 'application/json'),
  body: bodyOf(expected),
  method: methodOf(expected),
}))
