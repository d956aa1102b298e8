/** A request that reached the mock. */
export interface MockGeminiRequest {
  method: string
  /** Behind the version: `files/abc`. A project in front of it is left out. */
  path: string
  query: URLSearchParams
  headers: Headers
  /** JSON, as it was read. */
  body: unknown
  /** Of an upload. */
  bytes: Blob | undefined
  signal: AbortSignal
}

type Answer = Response | Promise<Response>
type Handler = (request: MockGeminiRequest, ...params: string[]) => Answer
export type Routes = readonly (readonly [method: string, path: RegExp, handler: Handler])[]

export const json = (value: unknown, headers: Record<string, string> = {}): Response =>
  Response.json(value, { headers })

/** An error, as Google says it. */
export function refusal(code: number, message: string): Response {
  const status = { 400: 'INVALID_ARGUMENT', 403: 'PERMISSION_DENIED', 404: 'NOT_FOUND', 503: 'UNAVAILABLE' }[code]
  return Response.json({ error: { code, message, status: status ?? 'INTERNAL' } }, { status: code })
}

export const wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error)
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      stop()
    })
    if (signal.aborted) stop()
  })

export const nameOf = (collection: string): string =>
  `${collection}/${Math.random().toString(36).slice(2, 12).padEnd(10, '0')}`

export const now = (): string => new Date().toISOString()

/** A page of a list, as the service cuts it. */
export function pageOf(name: string, items: readonly unknown[], query: URLSearchParams): Response {
  const from = Number(query.get('pageToken') ?? 0)
  const to = from + (Number(query.get('pageSize')) || 50)
  return json({ [name]: items.slice(from, to), ...(to < items.length && { nextPageToken: String(to) }) })
}

/** Events, one after the other, at a pace. Whoever leaves ends it. */
export function events(source: AsyncIterable<unknown>, signal: AbortSignal): Response {
  const text = new TextEncoder()
  const iterator = source[Symbol.asyncIterator]()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next()
        if (done) controller.close()
        else controller.enqueue(text.encode(`data: ${JSON.stringify(value)}\n\n`))
      } catch (error) {
        controller.error(error)
      }
    },
    cancel: async () => void (await iterator.return?.()),
  })
  signal.addEventListener('abort', () => void iterator.return?.())
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

/** Answers requests by the first route that fits. */
export async function answer(routes: Routes, url: string, init: RequestInit = {}): Promise<Response> {
  const { pathname, searchParams: query } = new URL(url)
  const isUpload = pathname.startsWith('/upload/')
  const path = pathname
    .replace(/^\/upload/, '')
    .replace(/^\/v1\w*\//, '')
    .replace(/^\/?projects\/[^/]+\/locations\/[^/]+\//, '')
  const method = init.method ?? 'GET'
  const { body: sent } = init
  const request = {
    method,
    path,
    query,
    headers: new Headers(init.headers),
    body: typeof sent === 'string' ? (JSON.parse(sent) as unknown) : undefined,
    bytes: sent instanceof Blob ? sent : undefined,
    signal: init.signal ?? new AbortController().signal,
  }
  request.signal.throwIfAborted()
  const place = isUpload ? `upload/${path}` : path
  for (const [verb, pattern, handler] of routes) {
    const found = verb === method ? pattern.exec(place) : null
    if (!found) continue
    const stopped = new Promise<never>((_, reject) =>
      request.signal.addEventListener('abort', () => reject(request.signal.reason as Error)),
    )
    return Promise.race([handler(request, ...found.slice(1)), stopped])
  }
  return refusal(404, `The mock knows no ${method} ${place}.`)
}
