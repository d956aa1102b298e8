import { createChatStore, type ChatMessageData, readThread } from 'react-genai'
import { mockBackend } from 'react-genai/testing'
import { describe, expect, test } from 'vitest'

const message = (id: string, parentId?: string, more: Partial<ChatMessageData> = {}): ChatMessageData => ({
  id,
  ...(parentId !== undefined && { parentId }),
  role: 'user',
  content: [{ text: id }],
  createdAt: 1,
  status: 'sent',
  ...more,
})
const thread = { version: 1, id: 't', title: 'T', createdAt: 1, updatedAt: 2 }
const read = (...messages: unknown[]) => readThread({ thread, messages }).messages

/** What a chat shows of stored messages. */
function shown(...messages: unknown[]): string[] {
  const chat = createChatStore({ backend: mockBackend() })
  chat.merge(read(...messages))
  return chat.getSnapshot().messages.map(({ text }) => text)
}

describe('a thread that was stored', () => {
  test('comes back as it was, as JSON too', () => {
    const stored = { thread, messages: [message('a'), message('b', 'a', { role: 'model', status: 'done' })] }
    expect(readThread(JSON.parse(JSON.stringify(stored)))).toEqual(stored)
  })

  test.each([
    ['nothing', undefined],
    ['a text', 'thread'],
    ['no messages', { thread }],
    ['another version', { thread: { ...thread, version: 2 }, messages: [] }],
    ['no id', { thread: { ...thread, id: 7 }, messages: [] }],
  ])('%s is refused whole', (_, value) => {
    expect(() => readThread(value)).toThrow(/no conversation that can be read.*Nothing was taken over/)
  })

  test('what is no message is left out; what is wrong in one is mended', () => {
    const found = read(
      message('a'),
      null,
      7,
      { id: 'x' },
      { ...message(''), id: '' },
      { ...message('b', 'a'), status: 'constructor', createdAt: 'soon', error: 'no', response: 7, owner: 3 },
    )
    expect(found.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(found[1]).toEqual({ ...message('b', 'a'), createdAt: 0 })
  })

  test('an error keeps what is known of it, and nothing else', () => {
    const error = { code: 'http', message: 'No.', httpStatus: 401, response: { evil: 1 }, cause: 2 }
    const [first] = read(message('a', undefined, { status: 'failed', error: error as never }))
    expect(first?.error).toEqual({ code: 'http', message: 'No.', httpStatus: 401 })
    const [second] = read(message('a', undefined, { error: { code: 'constructor', message: 'x' } as never }))
    expect(second?.error).toBeUndefined()
  })

  test('nothing is lost that lost its place: orphans and circles stand behind what came before them', () => {
    expect(shown(message('a'), message('b', 'gone'))).toEqual(['a', 'b'])
    expect(shown(message('a'), message('b', 'c'), message('c', 'b'))).toEqual(['a', 'b', 'c'])
    expect(shown(message('a', 'a'))).toEqual(['a'])
    expect(shown(message('b', 'a'), message('a'))).toEqual(['a', 'b'])
  })

  test('keys with a meaning of their own are only keys', () => {
    const evil = JSON.parse('{"__proto__": {"polluted": 1}}') as object
    read({ ...message('__proto__'), metadata: evil, response: { custom: evil } })
    expect(shown(message('__proto__'), message('constructor', '__proto__'))).toEqual(['__proto__', 'constructor'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})
