'use client'
import { useEffect, useSyncExternalStore } from 'react'
import { createGeminiApi } from '../client/gemini/api.ts'
import type { Live } from '../client/gemini/live.ts'
import type { TypedTools } from '../state/chat-tool.ts'
import { LiveStore } from '../state/live/live-store.ts'
import type { LiveStoreOptions } from '../state/live/live-options.ts'
import type { LiveSnapshot } from '../state/live/live-state.ts'
import { useGemini } from './use-gemini.ts'
import type { ClientWith } from './queries/keys.ts'
import { useMadeFor } from './use-made-for.ts'

export type { LiveMessage } from '../state/live/transcript.ts'

/** Options of `useLive`. */
export interface UseLiveOptions<TI = unknown, TO = unknown> extends Omit<LiveStoreOptions, 'tools'> {
  /** Tools of the page, each checked against its own schemas. What they are, the model is told in `config.tools`. */
  tools?: TypedTools<TI, TO> | undefined
}
/** What `useLive` returns. */
export type UseLiveResult = LiveSnapshot

/** A client for one kind of thing: sessions that are opened with a token, straight with Google. */
export interface LiveClient {
  readonly key: string
  readonly live: Pick<Live, 'connect'>
}

/**
 * A client that opens live sessions with ephemeral tokens, which a server of yours makes (`authTokens.create`). It is asked
 * for a token whenever a connection is made. The page never sees a key.
 *
 * @example
 * const client = liveWithTokens(async () => (await fetch('/live-token')).text())
 * const live = useLive(client, { model: 'gemini-2.5-flash-native-audio-preview' })
 */
export function liveWithTokens(
  token: () => string | Promise<string>,
  options: Omit<Parameters<typeof createGeminiApi>[0] & object, 'apiKey'> = {},
): LiveClient {
  const api = createGeminiApi({ apiVersion: 'v1alpha', ...options, apiKey: token })
  return {
    key: `${api.key} by token`,
    live: {
      connect: async (...args) => {
        const { createLive } = await import('../client/gemini/live.ts')
        return createLive(api).connect(...args)
      },
    },
  }
}

/**
 * A conversation by voice: the microphone is listened to, the model speaks without gaps and stops when somebody talks, and
 * what was said on both sides is there as messages. Without a microphone one writes. Leaving the component ends it.
 *
 * @example
 * const live = useLive(gemini, { model: 'gemini-2.5-flash-native-audio-preview', tools })
 * <button onClick={() => live.connect()}>Talk</button>
 * {live.messages.map(({ id, message }) => <MessageView key={id} message={message} />)}
 * @throws GenAIError `invalid` without a client.
 */
export function useLive<TI = unknown, TO = unknown>(
  client: LiveClient | ClientWith<'live'> | undefined,
  options: UseLiveOptions<TI, TO>,
): UseLiveResult {
  // Whose types they are is only of interest to who writes them.
  return useAnyLive(client, options)
}

/** `useLive` for whoever has seen to the types of the tools. */
export function useAnyLive(
  client: LiveClient | ClientWith<'live'> | undefined,
  options: LiveStoreOptions,
): UseLiveResult {
  const { live, key } = useGemini(client)
  const store = useMadeFor(key, () => new LiveStore(live, options))
  useEffect(() => {
    store.setLive(live)
    store.setOptions(options)
  })
  useEffect(() => store.attach(), [store])
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
}
