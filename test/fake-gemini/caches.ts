import { randomUUID } from 'node:crypto'
import { promptTokens } from './answers.ts'
import { badRequest, GoogleError } from './google-error.ts'
import { textAt, type JsonObject } from './json.ts'
import { pageOf } from './pages.ts'
import { both, type Call, type Route } from './router.ts'
import { inSeconds, now, secondsOf } from './times.ts'

const AN_HOUR = 3600

export interface Caches {
  routes: Route[]
  /** The size of a cache that a prompt refers to, or the refusal when it is gone. */
  tokensOf(name: string): number
}

/** Cached contents. What was cached is not shown again, and is gone when its time is over. */
export function createCaches(): Caches {
  const caches = new Map<string, JsonObject & { usageMetadata: { totalTokenCount: number } }>()

  const find = (name: string) => {
    const cache = caches.get(name)
    if (cache && Date.parse(textAt(cache, 'expireTime') ?? '') > Date.now()) return cache
    caches.delete(name)
    throw new GoogleError(403, 'CachedContent not found (or permission denied)')
  }
  const named = (call: Call) => find(`${call.parent}${call.path}`)

  return {
    routes: [
      both('POST cachedContents', (call) => {
        const model = textAt(call.body, 'model')
        if (model === undefined) throw badRequest('* CreateCachedContentRequest.cached_content.model: is required\n')
        const displayName = textAt(call.body, 'displayName')
        const cache = {
          name: `${call.parent}cachedContents/${randomUUID().slice(0, 8)}`,
          model,
          ...(displayName !== undefined && { displayName }),
          createTime: now(),
          updateTime: now(),
          expireTime: expiryOf(call.body) ?? inSeconds(AN_HOUR),
          usageMetadata: { totalTokenCount: promptTokens(call.body) },
        }
        caches.set(cache.name, cache)
        return cache
      }),
      both('GET cachedContents', (call) =>
        pageOf(
          call,
          'cachedContents',
          [...caches.values()].filter(({ name }) => call.parent === '' || String(name).startsWith(call.parent)),
        ),
      ),
      both('GET cachedContents/{cache}', named),
      both('PATCH cachedContents/{cache}', (call) => {
        const cache = named(call)
        const expireTime = expiryOf(call.body)
        if (expireTime === undefined) throw badRequest('Only ttl and expireTime can be changed.')
        return Object.assign(cache, { expireTime, updateTime: now() })
      }),
      both('DELETE cachedContents/{cache}', (call) => {
        named(call)
        caches.delete(`${call.parent}${call.path}`)
        return {}
      }),
    ],
    tokensOf: (name) => find(name).usageMetadata.totalTokenCount,
  }
}

function expiryOf(body: JsonObject): string | undefined {
  const ttl = textAt(body, 'ttl')
  return ttl === undefined ? textAt(body, 'expireTime') : inSeconds(secondsOf(ttl))
}
