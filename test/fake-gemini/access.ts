import type { IncomingHttpHeaders } from 'node:http'
import { GoogleError } from './google-error.ts'

const UNREGISTERED =
  "Method doesn't allow unregistered callers (callers without established identity). " +
  'Please use API Key or other form of API consumer identity to call this API.'

/** Refuses whoever does not bring the key, in the words of the service: 403 without one, 400 or 401 with another. */
export function mustHaveKey(apiKey: string | undefined, headers: IncomingHttpHeaders, query: URLSearchParams): void {
  if (apiKey === undefined) return
  const bearer = /^Bearer (?<token>.+)$/.exec(headers.authorization ?? '')?.groups?.['token']
  const key = headers['x-goog-api-key'] ?? query.get('key') ?? undefined
  if (key === apiKey || bearer === apiKey) return
  if (bearer !== undefined) {
    throw new GoogleError(401, 'Request had invalid authentication credentials. Expected OAuth 2 access token.')
  }
  if (key === undefined) throw new GoogleError(403, UNREGISTERED)
  throw new GoogleError(400, 'API key not valid. Please pass a valid API key.', {
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'API_KEY_INVALID',
        domain: 'googleapis.com',
        metadata: { service: 'generativelanguage.googleapis.com' },
      },
    ],
  })
}

/** Pages of any origin may call, and may read the headers that an upload needs. */
export function corsHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return {
    'access-control-allow-origin': headers.origin ?? '*',
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-expose-headers':
      'x-goog-upload-url, x-goog-upload-control-url, x-goog-upload-status, x-goog-upload-size-received, ' +
      'x-goog-upload-chunk-granularity, content-length',
    'access-control-max-age': '3600',
    vary: 'origin',
  }
}
