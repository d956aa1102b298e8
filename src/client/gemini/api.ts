/// <reference lib="esnext.disposable" preserve="true" />
// Apps whose `target` is older know no such symbols, and are checked against our types all the same.
import type { RequestConfig } from '../../wire/gemini-request.ts'
import { isFailure, toGeminiError } from '../../wire/gemini-frames.ts'
import { isObject, type Fields } from '../../wire/json.ts'
import { type CallOptions, type HeadersRequest, type HeaderValues, type HttpOptions, send } from '../http.ts'
import { optionFailure } from '../check-options.ts'
import { shownUrl } from '../shown-url.ts'
import { createTextDecoder, type Decoder } from '../text-decoder.ts'
import { worded } from '../worded.ts'
import { addressOf, defaultBase, type AddressOptions, type VertexOptions } from './address.ts'
import { createCredential } from './credential.ts'
import { invalid } from './invalid.ts'
import { createSlots } from './slots.ts'

/** Options of `createGeminiClient`, and of `createGeminiApi`. */
export interface GeminiClientOptions extends HttpOptions {
  /**
   * A key of the Gemini API, or a function that gets one. Not for browsers: who sees the page sees the key. Let a proxy of
   * yours hold it (`baseUrl`), or give an ephemeral token (`auth_tokens/…`), which the Live API takes.
   */
  apiKey?: string | ((request: HeadersRequest) => string | Promise<string>) | undefined
  /** Says that a key may be in a page all the same: at home, say, or behind a login that is your own. */
  dangerouslyAllowBrowser?: boolean | undefined
  /** Default: `v1beta`, and `v1beta1` for Vertex AI. */
  apiVersion?: string | undefined
  /** Asks Vertex AI. Without a project: express mode, by `apiKey`. */
  vertex?: VertexOptions | undefined
  /** How many requests may be open at once; others wait. A stream is open until its end. Default: any number. */
  maxConcurrent?: number | undefined
  /** Sends the bytes of an upload to the address that Google gave, not through `baseUrl`. Default: `false`. */
  directUploads?: boolean | undefined
  /** Default: the global one. */
  WebSocket?: typeof globalThis.WebSocket | undefined
}

/** One request, for what no service covers. */
export interface GeminiRequest extends Pick<AddressOptions, 'upload' | 'query'> {
  /** Default: `POST`. */
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE' | undefined
  /** Behind the version: `models/gemini-2.5-flash:generateContent`. */
  path?: string | undefined
  /** A whole address, in place of `path`. */
  url?: string | undefined
  /** JSON, or a `Blob`. */
  body?: unknown
  headers?: Record<string, string> | undefined
  accept?: string | undefined
  config?: RequestConfig | undefined
  /** Any of them ends it, beside `config.abortSignal`. */
  signals?: readonly (AbortSignal | undefined)[] | undefined
  /** The answer comes bit by bit, so it begins at once. */
  stream?: boolean | undefined
  onResponse?: ((response: Response) => void) | undefined
  /** `false`: whoever asks sees to it that it is asked again. */
  retry?: false | undefined
  onRetry?: CallOptions['onRetry']
  /** By when it must be over, by the clock. */
  until?: number | undefined
}

/** The connection that the services share. `createModels(api)` and the like make services of it. */
export interface GeminiApi {
  /** Tells clients apart in a cache. Never a credential. */
  readonly key: string
  readonly vertex: VertexOptions | undefined
  readonly options: Readonly<GeminiClientOptions>
  /** Whether the app has chosen `apiVersion`. */
  readonly isVersionGiven: boolean
  /** Aborted by `close()`. */
  readonly signal: AbortSignal
  /** What proves who asks: `x-goog-api-key` or `authorization`. @throws GenAIError `invalid` when it must not be sent. */
  credential(): Promise<{ apiKey?: string | undefined; authorization?: string | undefined }>
  /** The address of a request, as it will be sent. */
  address(request: GeminiRequest): string
  /** What a decoder makes of the bytes of an answer. Leaving the loop closes the connection. */
  open<T>(request: GeminiRequest, decoder: () => Decoder<T>): AsyncGenerator<T, void>
  /** The JSON of an answer; `{}` when there is none. @throws GenAIError */
  request<T>(request: GeminiRequest): Promise<T>
  /** Ends all that is under way, and refuses what comes after. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const MINUTE = 60_000

/** Of which nothing lasting comes. Everything else that is posted makes something: a batch, a store, a job. */
const PASSING = /:(?:(?:streamG|g)enerateContent|count\w+|compute\w+|(?:batchE|e)mbedContents?|predict)(?:\?|$)/

/** `extra` over `base`, deeply; lists are replaced. */
const mergeDeep = (base: unknown, extra: Fields): Fields =>
  Object.entries(extra).reduce<Fields>(
    (all, [key, value]) => ({
      ...all,
      [key]: isObject(value) && isObject(all[key]) ? mergeDeep(all[key], value) : value,
    }),
    isObject(base) ? base : {},
  )

/**
 * The connection alone, for apps that want few of the services: each is imported by itself.
 *
 * @example
 * const api = createGeminiApi({ baseUrl: '/gemini' })
 * const files = createFiles(api)
 * @throws GenAIError `invalid` for a key in a browser, unless `dangerouslyAllowBrowser`.
 */
export function createGeminiApi(options: GeminiClientOptions = {}): GeminiApi {
  const wrong = optionFailure(options)
  if (wrong) throw wrong
  const { vertex, baseUrl = defaultBase(vertex), apiVersion = vertex ? 'v1beta1' : 'v1beta' } = options
  const life = new AbortController()
  const slots = createSlots(options.maxConcurrent)
  const credential = createCredential(options)

  const place = ({ method = 'POST', path = '', config, ...rest }: GeminiRequest): string =>
    rest.url ?? addressOf({ baseUrl, apiVersion, ...config?.httpOptions }, { ...rest, vertex, method, path })

  /** What says who asks: one function for all, so that what one of them renews serves the others. */
  const identity = async (why: HeadersRequest): Promise<HeaderValues> => {
    const given = typeof options.headers === 'function' ? await options.headers(why) : options.headers
    const { apiKey, authorization } = await credential(given, why)
    return { 'x-goog-api-key': apiKey, authorization, ...given }
  }
  const isFixed = typeof options.headers !== 'function' && typeof options.apiKey !== 'function' && !vertex?.accessToken

  async function* open<T>(what: GeminiRequest, decoder: () => Decoder<T>): AsyncGenerator<T, void> {
    const { config = {}, stream } = what
    const { httpOptions: own = {} } = config
    const signals = [...(what.signals ?? []), config.abortSignal, life.signal]
    if (life.signal.aborted) throw invalid('This client is closed. Make a new one.')
    const url = place(what)
    const isBytes = what.body instanceof Blob
    const wait = own.timeout ?? options.timeout
    const { method = 'POST', retry } = what
    const { clock = globalThis, totalTimeout } = options
    const free = await slots.take([...signals, options.signal])
    try {
      const fetch: typeof globalThis.fetch = async (target, init) => {
        const sent = isBytes ? { ...init, body: what.body as Blob } : init
        const response = await (options.fetch ?? globalThis.fetch)(target, sent)
        if (response.ok) what.onResponse?.(response)
        return response
      }
      // Those of one call win over those of the client.
      const headers = own.headers
        ? async (why: HeadersRequest) => ({ ...(await identity(why)), ...own.headers })
        : identity
      yield* send({ ...options, headers, fetch }, url, decoder, {
        method,
        body: what.body && own.extraBody && !isBytes ? mergeDeep(what.body, own.extraBody) : what.body,
        headers: {
          accept: what.accept,
          ...(isBytes && { 'content-type': 'application/octet-stream' }),
          ...(wait && { 'X-Server-Timeout': String(Math.ceil(wait / 1000)) }),
          ...what.headers,
        },
        timeout: wait ?? (stream ? MINUTE : 10 * MINUTE),
        idle: () => options.idleTimeout ?? MINUTE,
        until: what.until ?? clock.performance.now() + (totalTimeout || Infinity),
        signals,
        ...(retry !== false && {
          again: { isLasting: method === 'POST' && !PASSING.test(url), isFixed, onRetry: what.onRetry },
        }),
      })
    } finally {
      free()
    }
  }

  async function request<T>(what: GeminiRequest): Promise<T> {
    let text = ''
    // One piece: the whole.
    for await (const found of open(what, createTextDecoder)) text = found
    let value: unknown
    try {
      value = JSON.parse(text.trim() || '{}')
    } catch {}
    if (!isObject(value))
      throw await worded('protocol', place(what), (words, shown) =>
        words.foreignBody(shown, text.trimStart().startsWith('<') ? 'html' : 'text'),
      )
    // A gateway may say 200 to anything. What has more to say than that has failed, and been answered.
    if (isFailure(value) && Object.keys(value).length === 1)
      throw await worded('server', place(what), (words) => words.geminiFailure(toGeminiError(value['error'])))
    return value as T
  }

  const close = (): Promise<void> => {
    life.abort(invalid('The client was closed.'))
    return Promise.resolve()
  }
  const scope = vertex?.project ? `#${vertex.project}/${vertex.location ?? ''}` : ''
  // Whatever may hold a key is not shown: neither by `JSON.stringify` nor by a console.
  const { apiKey: _, headers: _headers, ...shown } = options
  return {
    key: `${shownUrl(baseUrl)}${scope}`,
    vertex,
    options: Object.defineProperty({ ...shown, apiVersion }, 'baseUrl', { value: baseUrl, enumerable: false }),
    isVersionGiven: options.apiVersion !== undefined,
    signal: life.signal,
    credential: async () =>
      credential(typeof options.headers === 'function' ? await options.headers({}) : options.headers),
    address: place,
    open,
    request,
    close,
    [Symbol.asyncDispose]: close,
  }
}
