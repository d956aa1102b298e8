import { type ChatMessageData, httpStorage } from 'react-genai/client'
import { expect, test } from 'vitest'

const thread = { version: 1, id: 'a/b?c', title: 'Taxes', createdAt: 1, updatedAt: 2 } as const
const message: ChatMessageData = { id: '1', role: 'user', content: [{ text: 'Hi' }], createdAt: 1, status: 'sent' }

/** A storage whose server answers as it is told, and what that server was asked. */
function storageThat(answer: () => Response) {
  const asked: { method: string | undefined; url: string | undefined; body: unknown }[] = []
  const storage = httpStorage({
    baseUrl: '/api/chats/',
    fetch: async (url, init) => {
      asked.push({
        method: init?.method,
        url: typeof url === 'string' ? url : undefined,
        body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      })
      return answer()
    },
  })
  return { storage, asked }
}

test('the list leaves out what is not a thread', async () => {
  const { storage, asked } = storageThat(() => Response.json([thread, { id: 'x' }, null, { ...thread, version: 99 }]))
  expect(await storage.list()).toEqual([thread])
  expect(asked).toEqual([{ method: 'GET', url: '/api/chats/threads', body: undefined }])
})

test('a thread is asked for by its whole id, whatever stands in it', async () => {
  const { storage, asked } = storageThat(() => Response.json({ thread, messages: [message] }))
  expect(await storage.load('a/b?c')).toEqual({ thread, messages: [message] })
  expect(asked[0]?.url).toBe('/api/chats/threads/a%2Fb%3Fc')
})

test('a thread that is not there is no error; a server that fails is', async () => {
  expect(await storageThat(() => new Response('', { status: 404 })).storage.load('t')).toBeUndefined()
  const { storage } = storageThat(() => new Response('', { status: 500 }))
  await expect(storage.load('t')).rejects.toMatchObject({ code: 'http', httpStatus: 500 })
})

test('saving sends the thread and only what changed', async () => {
  const { storage, asked } = storageThat(() => new Response(null, { status: 204 }))
  await storage.save({ version: 1, id: 'a/b?c', title: 'Taxes' }, { changed: [message], removed: ['0'] })
  expect(asked).toEqual([
    {
      method: 'PUT',
      url: '/api/chats/threads/a%2Fb%3Fc',
      body: { thread: { version: 1, id: 'a/b?c', title: 'Taxes' }, changed: [message], removed: ['0'] },
    },
  ])
})

test('removing asks for the one thread to be deleted', async () => {
  const { storage, asked } = storageThat(() => new Response(null, { status: 204 }))
  await storage.remove('t')
  expect(asked).toEqual([{ method: 'DELETE', url: '/api/chats/threads/t', body: undefined }])
})

test('a page of HTML in place of JSON, as a proxy sends it, is an error that says so', async () => {
  const { storage } = storageThat(() => new Response('<!doctype html><title>Sign in</title>'))
  await expect(storage.list()).rejects.toMatchObject({
    code: 'protocol',
    message: expect.stringContaining('threads did not answer with JSON'),
  })
})

test('letters that the network cuts in two arrive whole', async () => {
  const bytes = new TextEncoder().encode(JSON.stringify([{ ...thread, title: 'Steuern für Jürgen 🧾' }]))
  const { storage } = storageThat(
    () =>
      new Response(
        new ReadableStream({
          start(controller) {
            for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
            controller.close()
          },
        }),
      ),
  )
  expect((await storage.list())[0]?.title).toBe('Steuern für Jürgen 🧾')
})

test('the key, which goes into caches, tells no password and no query', () => {
  const { key } = httpStorage({ baseUrl: 'https://user:SECRET@chats.example/api?key=SECRET' })
  expect(key).toBe('https://chats.example/api')
})
