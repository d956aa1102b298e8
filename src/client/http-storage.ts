import { GenAIError } from '../model/errors.ts'
import { readThread, readThreadData } from '../model/chat/stored-thread.ts'
import type { ChatStorage } from './chat-storage.ts'
import { type HttpOptions, joinUrl, send } from './http.ts'
import { shownUrl } from './shown-url.ts'
import { createTextDecoder } from './text-decoder.ts'

const SECONDS = 30_000

/**
 * Keeps conversations on a server of yours, which answers four requests with JSON:
 *
 * - `GET threads`: `ThreadData[]`, the latest first · `GET threads/:id`: `{ thread, messages }`, or 404
 * - `PUT threads/:id` with `{ thread, changed, removed }`: takes over the fields of `thread` that are there, writes the
 *   messages in `changed` by their ids, deletes those in `removed`, all in one transaction · `DELETE threads/:id`
 *
 * @throws GenAIError from each of them: `http`, `network`, `offline`, `timeout`, or `protocol` for what is not JSON.
 * @example
 * const storage = httpStorage({ baseUrl: '/api/chats', headers: async () => ({ authorization: await token() }) })
 */
export function httpStorage(http: HttpOptions): ChatStorage {
  const ask = async (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown> => {
    const timeout = http.timeout ?? SECONDS
    const answer = send(http, joinUrl(http.baseUrl, path), createTextDecoder, {
      method,
      body,
      timeout,
      idle: () => http.idleTimeout ?? SECONDS,
      signals: [],
      again: {},
      until: Infinity,
    })
    const { value: text } = await answer.next()
    if (!text) return undefined
    try {
      return JSON.parse(text) as unknown
    } catch (cause) {
      // Often a page to sign in, with status 200.
      throw new GenAIError(
        'protocol',
        `${method} ${path} did not answer with JSON, so nothing was read of it. Look at what stands behind baseUrl.`,
        { cause },
      )
    }
  }
  const of = (threadId: string): string => `threads/${encodeURIComponent(threadId)}`
  return {
    // It goes into caches and lists of tabs: a name and a password, or a query, stay behind.
    key: shownUrl(http.baseUrl ?? ''),
    async list() {
      const found = await ask('GET', 'threads')
      return Array.isArray(found) ? found.flatMap((thread) => readThreadData(thread) ?? []) : []
    },
    async load(threadId) {
      try {
        return readThread(await ask('GET', of(threadId)))
      } catch (error) {
        if (GenAIError.is(error) && error.httpStatus === 404) return undefined
        throw error
      }
    },
    async save(thread, changes) {
      await ask('PUT', of(thread.id), { thread, ...changes })
    },
    async remove(threadId) {
      await ask('DELETE', of(threadId))
    },
  }
}
