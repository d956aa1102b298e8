/**
 * The contestants. Each asks for one reply as its documentation has an app do it, with the options that help it: it
 * resolves when the client says that all is done, and throws what the client reports. Nothing is added to any of them.
 *
 * @typedef {object} Ask
 * @property {string} url
 * @property {(text: string) => void} show Told all that the app can show, whenever there is more.
 * @property {AbortSignal} [signal] The person's, who may stop it.
 * @property {number} [timeout] Milliseconds, for clients that take a limit.
 * @property {(reason?: string) => string} [token] The value of `authorization`; the reason is why the last one was refused.
 *
 * @typedef {{ name: string, wire: string, stream: (ask: Ask) => Promise<void>, isExtra?: boolean }} Client
 */

/** Retries are on by default. */
const ownOptions = ({ timeout, token }) => ({
  ...(timeout && { timeout, idleTimeout: timeout }),
  ...(token && { headers: (asked) => ({ authorization: token(asked?.reason) }) }),
})

async function readOwn(reply, show) {
  try {
    for await (const _ of reply) show(reply.snapshot.text)
    await reply.resolve()
  } finally {
    show(reply.snapshot.text)
  }
}

const ownFlow = async (ask) => {
  const { createGenkitClient } = await import('../../dist/client/index.js')
  return createGenkitClient({ baseUrl: ask.url, ...ownOptions(ask) }).flow('flow')
}

/** @type {Record<string, Client>} */
export const clients = {
  genkit: {
    name: 'react-genai, Genkit wire',
    wire: 'genkit',
    async stream(ask) {
      const flow = await ownFlow(ask)
      await readOwn(flow.stream({ text: 'hi' }, { signal: ask.signal }), ask.show)
    },
  },

  gemini: {
    name: 'react-genai, Gemini wire',
    wire: 'gemini',
    async stream(ask) {
      const { createGeminiClient } = await import('../../dist/client/index.js')
      const gemini = createGeminiClient({ baseUrl: ask.url, apiKey: 'bench', ...ownOptions(ask) })
      await readOwn(gemini.model('gemini-3-flash').stream('hi', { signal: ask.signal }), ask.show)
    },
  },

  /** What `useChat` shows, without React. */
  store: {
    name: 'react-genai, `useChat`',
    wire: 'genkit',
    isExtra: true,
    async stream(ask) {
      const { createChatStore } = await import('../../dist/index.js')
      const chat = createChatStore({ backend: await ownFlow(ask) })
      const now = () => chat.getSnapshot()
      const ended = new Promise((resolve) =>
        chat.subscribe(() => {
          const { status, messages } = now()
          if (messages.at(-1)?.role === 'model') ask.show(messages.at(-1).text)
          if (status === 'idle' || status === 'error') resolve()
        }),
      )
      ask.signal?.addEventListener('abort', () => now().stop())
      now().send('hi')
      if (ask.signal?.aborted) now().stop()
      await ended
      if (now().error) throw now().error
    },
  },

  /** Takes neither retries nor time limits, and headers only as they are. */
  theirs: {
    name: 'genkit/beta/client',
    wire: 'genkit',
    async stream({ url, show, signal, token }) {
      const { streamFlow } = await import('genkit/beta/client')
      const headers = token && { authorization: token() }
      const reply = streamFlow({ url: `${url}/flow`, input: { text: 'hi' }, abortSignal: signal, headers })
      let text = ''
      for await (const { content } of reply.stream) {
        for (const part of content ?? []) text += part.text ?? ''
        show(text)
      }
      await reply.output
    },
  },

  /** Retries only when asked to. Its time limit is for a whole try, to the last byte. */
  genai: {
    name: '@google/genai',
    wire: 'gemini',
    async stream({ url, show, signal, timeout, token }) {
      const { GoogleGenAI } = await import('@google/genai')
      const retryOptions = { attempts: 3, initialDelay: 0.5, maxDelay: 8 }
      const headers = token && { authorization: token() }
      const httpOptions = { baseUrl: url, retryOptions, ...(timeout && { timeout }), ...(headers && { headers }) }
      const ai = new GoogleGenAI({ apiKey: 'bench', httpOptions })
      let text = ''
      const config = signal && { abortSignal: signal }
      for await (const chunk of await ai.models.generateContentStream({
        model: 'gemini-3-flash',
        contents: 'hi',
        config,
      })) {
        text += chunk.text ?? ''
        show(text)
      }
    },
  },

  /** What `useChat` of the AI SDK shows, without React. Neither takes retries nor time limits. */
  ui: {
    name: 'AI SDK useChat',
    wire: 'ui',
    async stream({ url, show, signal, token }) {
      const [{ Chat }, { DefaultChatTransport }] = await Promise.all([import('@ai-sdk/react'), import('ai')])
      const headers = token && (() => ({ authorization: token() }))
      const chat = new Chat({ transport: new DefaultChatTransport({ api: url, headers }) })
      const look = () => {
        const { role, parts } = chat.lastMessage ?? {}
        if (role === 'assistant') show(parts.map((part) => (part.type === 'text' ? part.text : '')).join(''))
      }
      // As the hook watches it.
      chat['~registerMessagesCallback'](look)
      signal?.addEventListener('abort', () => void chat.stop())
      const sent = chat.sendMessage({ text: 'hi' })
      if (signal?.aborted) void chat.stop()
      await sent
      look()
      if (chat.error) throw chat.error
    },
  },
}

/** For a client that is asked for the first time, loading it would count as time of the reply. */
export const preload = {
  genkit: () => import('../../dist/client/index.js'),
  gemini: () => import('../../dist/client/index.js'),
  store: () => import('../../dist/index.js'),
  theirs: () => import('genkit/beta/client'),
  genai: () => import('@google/genai'),
  ui: () => Promise.all([import('@ai-sdk/react'), import('ai')]),
}
