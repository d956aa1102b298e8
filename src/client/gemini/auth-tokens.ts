import type { RequestConfig } from '../../wire/gemini-request.ts'
import { isObject, type Fields } from '../../wire/json.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { onlyOnGemini } from './invalid.ts'
import { toLiveSetup, type LiveConnectConfig } from './live-setup.ts'
import { placeFields } from './place-fields.ts'

/** A token: its `name` is what a page uses as its key. */
export interface AuthToken {
  /** `auth_tokens/…`: the key with which a page opens a live session. */
  name?: string
}

/** How often and how long a token is good, and for what. */
export interface CreateAuthTokenConfig extends RequestConfig {
  /** When the sessions opened with it end, RFC 3339. Default: in 30 minutes. */
  expireTime?: string | undefined
  /** Until when sessions can be opened with it. Default: for a minute. */
  newSessionExpireTime?: string | undefined
  /** How many sessions. Default: 1. */
  uses?: number | undefined
  /** What the sessions are held to. */
  liveConnectConstraints?: { model?: string | undefined; config?: LiveConnectConfig | undefined } | undefined
  /** Absent: they may set nothing else. `[]`: all that is not given. A list: all but that, and these. */
  lockAdditionalFields?: readonly string[] | undefined
}

/** Gemini's `authTokens` service. For servers: it takes a key to make one. */
export interface AuthTokens {
  /**
   * A token for one live session in a page that must not see the key.
   *
   * @example
   * const { name } = await authTokens.create({ config: { liveConnectConstraints: { model } } }) // on a server
   * createGeminiClient({ apiKey: name, apiVersion: 'v1alpha' }).live.connect({ model }) // in the page
   */
  create(params?: { config?: CreateAuthTokenConfig | undefined }, options?: CallOptions): Promise<AuthToken>
}

const GENERATION = new Set([
  'temperature',
  'topK',
  'topP',
  'maxOutputTokens',
  'responseModalities',
  'seed',
  'speechConfig',
])

/** The fields of a setup by their paths, two deep. */
const pathsOf = (setup: Fields): string[] =>
  Object.entries(setup).flatMap(([key, value]) =>
    isObject(value) && Object.keys(value).length > 0 ? Object.keys(value).map((inner) => `${key}.${inner}`) : [key],
  )

/** The `authTokens` service alone. `createGeminiClient` has it as `authTokens`. */
export function createAuthTokens(api: GeminiApi): AuthTokens {
  return {
    create: async ({ config = {} } = {}, options) => {
      if (api.vertex) throw onlyOnGemini('authTokens.create')
      const { liveConnectConstraints: held, lockAdditionalFields: more, ...rest } = config
      const setup = held && toLiveSetup(api, held.model, held.config)
      const fields = (more ?? []).map((field) => (setup && GENERATION.has(field) ? `generationConfig.${field}` : field))
      const mask = more && [...pathsOf(setup ?? {}), ...fields].join(',')
      return api.request({
        path: 'auth_tokens',
        body: {
          ...placeFields(rest),
          ...(setup && { bidiGenerateContentSetup: setup }),
          ...(mask && { fieldMask: mask }),
        },
        // No other version has it.
        config: { ...config, httpOptions: { apiVersion: 'v1alpha', ...config.httpOptions } },
        signals: [options?.signal],
      })
    },
  }
}
