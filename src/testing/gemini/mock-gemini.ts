import type { GeminiFile } from '../../client/gemini/files.ts'
import type { GeminiModelInfo } from '../../client/gemini/model-catalog.ts'
import type { GeminiOperation } from '../../model/data.ts'
import { mockFiles, type MockUploadOptions } from './mock-files.ts'
import { mockInteractions, type MockInteractionOptions } from './mock-interactions.ts'
import { mockJobs, type MockBatch, type MockTuning } from './mock-jobs.ts'
import { mockLive, type MockLive, type MockLiveOptions } from './mock-live.ts'
import { mockModels } from './mock-models.ts'
import { answer, refusal } from './mock-service.ts'

/** What the mock begins with, and how it goes about things. */
export interface MockGeminiOptions {
  files?: readonly GeminiFile[] | undefined
  uploads?: MockUploadOptions | undefined
  models?: readonly GeminiModelInfo[] | undefined
  batches?: readonly MockBatch[] | undefined
  tunings?: readonly MockTuning[] | undefined
  operations?: readonly GeminiOperation<unknown>[] | undefined
  interactions?: MockInteractionOptions | undefined
  live?: MockLiveOptions | undefined
}

/** Gemini's services in the memory of the page: for tests, and for stories that need no server. */
export interface MockGemini {
  /** For `createGeminiClient`. */
  readonly options: {
    readonly baseUrl: string
    readonly fetch: typeof globalThis.fetch
    readonly WebSocket: typeof globalThis.WebSocket
  }
  /** Every request, oldest first: `GET files/abc`. */
  readonly requests: readonly string[]
  readonly live: MockLive
  /** The next `times` requests are refused with this status; or, with 0, nobody answers. */
  fail(status: number, times?: number): void
}

const MODELS: readonly GeminiModelInfo[] = [
  { name: 'models/gemini-2.5-flash', displayName: 'Gemini 2.5 Flash', description: 'Fast, for most things.' },
  { name: 'models/gemini-2.5-pro', displayName: 'Gemini 2.5 Pro', description: 'Thinks longest.' },
].map((model) => ({
  ...model,
  inputTokenLimit: 1_048_576,
  outputTokenLimit: 65_536,
  supportedActions: ['generateContent', 'countTokens'],
}))

/**
 * Some of Gemini's services without a server, until the page is reloaded: files, models, text that repeats the question, token
 * counts, batches, tuning jobs, operations, videos, interactions and live sessions. What is looked at moves on; what is deleted
 * is gone.
 *
 * @example
 * const mock = mockGemini({ uploads: { bytesPerSecond: 200_000 } })
 * const gemini = createGeminiClient(mock.options)
 * render(<FileShelf client={gemini} />)
 */
export function mockGemini(given: MockGeminiOptions = {}): MockGemini {
  const { files = [], models = MODELS, batches = [], tunings = [], operations = [] } = given
  const requests: string[] = []
  const failures: number[] = []
  const live = mockLive(given.live)
  const routes = [
    ...mockFiles([...files], given.uploads),
    ...mockInteractions(given.interactions),
    ...mockModels(models),
    ...mockJobs({
      batches: structuredClone([...batches]),
      tunings: structuredClone([...tunings]),
      operations: new Map(operations.map((one) => [one.name ?? '', one])),
    }),
  ]
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input)
    requests.push(`${init?.method ?? 'GET'} ${new URL(url).pathname.replace(/^\/(?:upload\/)?(?:v1\w*\/)?/, '')}`)
    const failure = failures.shift()
    if (failure === 0) throw new TypeError('Failed to fetch')
    if (failure !== undefined) return refusal(failure, `Refused with ${failure}, as it was told to.`)
    return answer(routes, url, init)
  }
  return {
    options: { baseUrl: 'https://gemini.mock', fetch, WebSocket: live.WebSocket },
    requests,
    live,
    fail: (status, times = 1) => void failures.push(...Array.from({ length: times }, () => status)),
  }
}
