import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import {
  AsyncGenerateResponse,
  type Backend,
  type ChatMessageData,
  GenAIError,
  GenerateResponse,
  readThread,
  type StoredThread,
} from 'react-genai/client'
import { type ChatStore, createChatStore } from 'react-genai'
import { anyJson, pick } from '../random.ts'
import { isForest, isPath } from './chat-promises.ts'
import { finds, fuzz } from './fuzz.ts'
import { isHarmless } from './json-promises.ts'
import { below } from './mutate.ts'
import type { Check, Random } from './rounds.ts'

const thread = { version: 1, id: 't', title: 'T', createdAt: 1, updatedAt: 2 } as const

/** Answers at once: in pieces, with nothing, with a question of a tool, or not. */
function answering(random: Random): Backend<unknown> {
  async function* answer(): AsyncGenerator<unknown, unknown> {
    const kind = random()
    for (let left = below(random, 4); left > 0; left--)
      yield { content: [{ text: pick(random, ['a', 'né 😀', '\n']) }] }
    if (kind < 0.15) throw new GenAIError(pick(random, ['network', 'server', 'truncated']), 'No.')
    if (kind < 0.25) yield { content: [{ toolRequest: { name: 'ask', ref: `r${below(random, 3)}`, input: {} } }] }
    return undefined
  }
  return {
    key: 'answering',
    generate: () => Promise.resolve(new GenerateResponse({})),
    stream: () => new AsyncGenerateResponse(() => answer()),
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Until nothing goes on any more; counted, so that what never ends is a failure. */
async function settle(chat: ChatStore): Promise<void> {
  for (let turns = 0; chat.isBusy && !chat.getSnapshot().error; turns++) {
    if (turns > 200) throw new Error('the chat never comes to rest')
    await turn()
  }
  await turn()
}

/** One thing that a person can do. */
function act(random: Random, chat: ChatStore): unknown[] {
  const now = chat.getSnapshot()
  const ids = chat.thread.all().map(({ id }) => id)
  const id = pick(random, [...ids, 'gone'])
  const kind = pick(random, [
    'send',
    'send',
    'send',
    'edit',
    'regenerate',
    'switchTo',
    'remove',
    'retry',
    'stop',
    'flush',
    'dequeue',
    'answer',
  ] as const)
  const text = pick(random, ['hi', 'né 😀', ' ', 'x'])
  if (kind === 'send') now.send(text)
  else if (kind === 'edit') now.edit(id, text)
  else if (kind === 'switchTo') now.switchTo(id, random() < 0.3)
  else if (kind === 'stop' || kind === 'flush') now[kind]()
  else if (kind === 'answer') for (const part of now.interrupts.slice(0, 1)) now.respond(part, anyJson(random))
  else now[kind](id)
  return [kind, ids.indexOf(id)]
}

/** Stored and read, a conversation is the one that it was. */
function isKept(chat: ChatStore, write: (stored: StoredThread) => unknown): void {
  const stored = chat.thread
    .all()
    .map((message) => message.stored)
    .sort((one, other) => (one.id < other.id ? -1 : 1))
  const read = readThread(JSON.parse(JSON.stringify(write({ thread, messages: stored }))))
  deepStrictEqual(read.messages, JSON.parse(JSON.stringify(stored)), 'what is read is not what was stored')
  // Without a network nothing that waits is sent.
  const offline = { isOnline: () => false, subscribe: () => () => undefined }
  const other = createChatStore({ backend: answering(() => 0), online: offline })
  const path = chat.getSnapshot().messageIds
  other.merge(read.messages, [], path.at(-1))
  const again = other.getSnapshot()
  // A path that was ended early goes on where it is read.
  if (path.length > 0) deepStrictEqual(again.messageIds.slice(0, path.length), [...path], 'another path is shown')
  deepStrictEqual(
    again.queue.map(({ id }) => id).sort(),
    chat
      .getSnapshot()
      .queue.map(({ id }) => id)
      .sort(),
    'another queue waits',
  )
}

/** Whatever a person does, in any order, nothing is lost, and everything has one place. */
const staysWhole =
  (write: (stored: StoredThread) => unknown = (stored) => stored): Check =>
  async (random, note) => {
    const chat = createChatStore({ backend: answering(random) })
    const done: unknown[] = []
    note(done)
    const leave = chat.attach()
    for (let left = 12; left > 0; left--) {
      done.push(act(random, chat))
      if (random() < 0.8) await settle(chat)
      const now = chat.getSnapshot()
      isPath(now.messages)
      deepStrictEqual(
        now.messages.map(({ id }) => id),
        [...now.messageIds],
      )
      deepStrictEqual(
        now.turns.flatMap(({ ids }) => ids),
        [...now.messageIds],
        'the turns are not the path',
      )
      const waiting = new Set(now.queue.map(({ id }) => id))
      isForest(chat.thread.all().filter(({ id }) => !waiting.has(id)))
    }
    await settle(chat)
    isKept(chat, write)
    leave()
  }

fuzz('a chat stays whole, whatever is done to it', staysWhole(), 60)

/** What a storage may give back after years, other versions and other people. */
function anyStored(random: Random): unknown {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', '__proto__', 'constructor', '', 7]
  const messages = Array.from({ length: below(random, 9) }, () =>
    random() < 0.1
      ? anyJson(random)
      : {
          id: pick(random, ids),
          ...(random() < 0.8 && { parentId: pick(random, [...ids, 'gone', null]) }),
          role: pick(random, ['user', 'user', 'model', 'tool', 'system', 'x']),
          content: random() < 0.9 ? [{ text: 'x' }] : anyJson(random),
          createdAt: pick(random, [1, 'soon', -1]),
          status: pick(random, ['sent', 'done', 'queued', 'failed', 'streaming', 'constructor']),
          ...(random() < 0.2 && { error: anyJson(random) }),
          ...(random() < 0.2 && {
            response: random() < 0.5 ? { session: anyJson(random), usage: anyJson(random) } : anyJson(random),
          }),
          ...(random() < 0.2 && { metadata: anyJson(random) }),
          ...(random() < 0.2 && { owner: anyJson(random) }),
        },
  )
  return JSON.parse(JSON.stringify({ thread, messages }))
}

/** What was stored anyhow is read as one conversation, and reads the same ever after. */
const mends =
  (read: (value: unknown) => StoredThread): Check =>
  (random, note) => {
    const stored = anyStored(random)
    note(stored)
    const once = read(stored)
    isHarmless(once)
    const placed = once.messages.filter(({ status }) => status !== 'queued')
    isForest(placed)
    deepStrictEqual(read(JSON.parse(JSON.stringify(once))), once, 'reading again reads another conversation')
    const chat = createChatStore({
      backend: answering(() => 0),
      online: { isOnline: () => false, subscribe: () => () => undefined },
    })
    chat.merge(once.messages)
    isPath(chat.getSnapshot().messages)
    strictEqual(chat.thread.all().length, once.messages.length, 'a message was lost on the way into the chat')
  }

fuzz('a thread of any origin is read as one conversation', mends(readThread), 500)

const shifted = ({ parentId: _, ...message }: ChatMessageData): ChatMessageData => message

finds(
  'a storage that forgets where a message stands',
  staysWhole(({ messages, ...rest }) => ({ ...rest, messages: messages.map(shifted) })),
  /(?:)/,
  20,
)
finds(
  'a storage that leaves out what has failed',
  staysWhole(({ messages, ...rest }) => ({ ...rest, messages: messages.filter(({ status }) => status !== 'failed') })),
  /(?:)/,
  60,
)
finds(
  'a reader that trusts what was stored',
  mends((value) => {
    const { messages } = value as { messages: Partial<ChatMessageData>[] }
    const known = readThread(value)
    return {
      ...known,
      messages: known.messages.map((message) => {
        const parentId = messages.findLast(({ id }) => id === message.id)?.parentId
        return { ...message, ...(typeof parentId === 'string' && { parentId }) }
      }),
    }
  }),
  /reached|circle/,
)
