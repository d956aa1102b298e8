import { type ChatMessageData, httpStorage } from 'react-genai/client'
import { mockTransport, type TransportRequest } from 'react-genai/testing'
import { expect, test } from 'vitest'

const thread = { version: 1, id: 'a/b?c', title: 'Taxes', createdAt: 1, updatedAt: 2 } as const
const message: ChatMessageData = { id: '1', role: 'user', content: [{ text: 'Hi' }], createdAt: 1, status: 'sent' }

/** A storage whose server answers as it is told, and what that server was asked. */
function storageThat(answer: (request: TransportRequest) => void) {
  const { fetch, requests } = mockTransport(answer)
  const asked = () => requests.map(({ method, url, body }) => ({ method, url, body }))
  return { storage: httpStorage({ baseUrl: '/api/chats/', fetch }), asked }
}
const isDone = (request: TransportRequest): void => request.open({ status: 204 }).close()

test('the list leaves out what is not a thread', async () => {
  const { storage, asked } = storageThat((request) =>
    request.json([thread, { id: 'x' }, null, { ...thread, version: 99 }]),
  )
  expect(await storage.list()).toEqual([thread])
  expect(asked()).toEqual([{ method: 'GET', url: '/api/chats/threads', body: undefined }])
})

test('a thread is asked for by its whole id, whatever stands in it', async () => {
  const { storage, asked } = storageThat((request) => request.json({ thread, messages: [message] }))
  expect(await storage.load('a/b?c')).toEqual({ thread, messages: [message] })
  expect(asked()[0]?.url).toBe('/api/chats/threads/a%2Fb%3Fc')
})

test('a thread that is not there is no error; a server that fails is', async () => {
  expect(await storageThat((request) => request.open({ status: 404 }).close()).storage.load('t')).toBeUndefined()
  const { storage } = storageThat((request) => request.open({ status: 500 }).close())
  await expect(storage.load('t')).rejects.toMatchObject({ code: 'http', httpStatus: 500 })
})

test('saving sends the thread and only what changed', async () => {
  const { storage, asked } = storageThat(isDone)
  await storage.save({ version: 1, id: 'a/b?c', title: 'Taxes' }, { changed: [message], removed: ['0'] })
  expect(asked()).toEqual([
    {
      method: 'PUT',
      url: '/api/chats/threads/a%2Fb%3Fc',
      body: { thread: { version: 1, id: 'a/b?c', title: 'Taxes' }, changed: [message], removed: ['0'] },
    },
  ])
})

test('removing asks for the one thread to be deleted', async () => {
  const { storage, asked } = storageThat(isDone)
  await storage.remove('t')
  expect(asked()).toEqual([{ method: 'DELETE', url: '/api/chats/threads/t', body: undefined }])
})

test('a page of HTML in place of JSON, as a proxy sends it, is an error that says so', async () => {
  const { storage } = storageThat((request) => request.write('<!doctype html><title>Sign in</title>').close())
  await expect(storage.list()).rejects.toMatchObject({
    code: 'protocol',
    message: expect.stringContaining('threads did not answer with JSON'),
  })
})

test('letters that the network cuts in two arrive whole', async () => {
  const bytes = new TextEncoder().encode(JSON.stringify([{ ...thread, title: 'Steuern für Jürgen 🧾' }]))
  const { storage } = storageThat((request) =>
    request.write(...Array.from(bytes, (byte) => Uint8Array.of(byte))).close(),
  )
  expect((await storage.list())[0]?.title).toBe('Steuern für Jürgen 🧾')
})

test('the key, which goes into caches, tells no password and no query', () => {
  const { key } = httpStorage({ baseUrl: 'https://user:SECRET@chats.example/api?key=SECRET' })
  expect(key).toBe('https://chats.example/api')
})
