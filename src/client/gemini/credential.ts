import type { HeadersRequest, HeaderValues } from '../http.ts'
import type { GeminiClientOptions } from './api.ts'
import { invalid } from './invalid.ts'

/** A page, or a worker of one: whatever it holds, its visitors can read. */
const isBrowser = (): boolean =>
  typeof document !== 'undefined' ||
  ('WorkerGlobalScope' in globalThis &&
    (globalThis as { navigator?: Navigator }).navigator?.userAgent.startsWith('Mozilla') === true)

export const isEphemeral = (key: string | undefined): boolean => key?.startsWith('auth_tokens/') ?? false

function refuse(key: string | undefined, isAllowed: boolean | undefined): void {
  if (key && !isAllowed && !isEphemeral(key) && isBrowser())
    throw invalid(
      'An API key in a browser is public. Let a server of yours hold it, and give its address as `baseUrl`, or say `dangerouslyAllowBrowser: true`.',
    )
}

/** What to prove oneself with, asked before every request, so that a token is always fresh. */
export function createCredential({ apiKey, vertex, dangerouslyAllowBrowser }: GeminiClientOptions) {
  if (typeof apiKey !== 'function') refuse(apiKey, dangerouslyAllowBrowser)
  return async (
    headers: Readonly<HeaderValues> = {},
    why: HeadersRequest = {},
  ): Promise<{ apiKey?: string | undefined; authorization?: string | undefined }> => {
    // Headers of the app's own are its own affair.
    if (Object.keys(headers).some((name) => /^(?:x-goog-api-key|authorization)$/i.test(name))) return {}
    const key = typeof apiKey === 'function' ? await apiKey(why) : apiKey
    refuse(key, dangerouslyAllowBrowser)
    const token = await vertex?.accessToken?.(why)
    return { apiKey: key, authorization: token && `Bearer ${token}` }
  }
}
