import type { JsonPatchOperation, Part, Role, SessionDelta } from '../../wire/genkit-data.ts'
import { readMessage, readResponse } from '../../wire/genkit-schema.ts'
import { compact, type Fields, isObject } from '../../wire/json.ts'
import { GenAIError, type GenAIErrorCode } from '../errors.ts'
import { textOf } from '../part.ts'
import {
  type ChatErrorData,
  type ChatMessageData,
  type MessageStatus,
  type ReplyFacts,
  settled,
} from './chat-message.ts'

/** The version of what is stored. Data of a later one is refused whole: half of a thread would be worse than none. */
export const THREAD_VERSION = 1

/** A thread without its messages: what a list of threads shows. */
export interface ThreadData {
  version: typeof THREAD_VERSION
  id: string
  /** The beginning of the first message, or the name it was given. */
  title: string
  /** Milliseconds since 1970. */
  createdAt: number
  /** Milliseconds since 1970. */
  updatedAt: number
  /** The last message of the branch that is shown. */
  head?: string
  /** What was written and not yet sent. */
  draft?: string
}

/** A thread with all its messages, branches and queue included: what is stored, exported and imported. */
export interface StoredThread {
  thread: ThreadData
  messages: ChatMessageData[]
}

/** Where what a person wrote can stand, and what came back: nothing but a person's words may wait to be sent. */
const SENT: readonly MessageStatus[] = ['queued', 'pending', 'sent', 'failed']
const RECEIVED: readonly MessageStatus[] = ['streaming', 'done', 'interrupted', 'stopped', 'failed']

const CODES: readonly GenAIErrorCode[] = [
  ...(['aborted', 'offline', 'network', 'timeout', 'http', 'protocol', 'parse', 'truncated'] as const),
  ...(['server', 'blocked', 'invalid'] as const),
]

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** As far as a `Date` reaches: of a time beyond that, nobody could write the day. */
const MAX_TIME = 8.64e15
const time = (value: unknown): number => (typeof value === 'number' && Math.abs(value) <= MAX_TIME ? value : 0)

/** The facts of a thread, or `undefined` for something else. Another version is something else. */
export function readThreadData(value: unknown): ThreadData | undefined {
  if (!isObject(value) || value['version'] !== THREAD_VERSION) return undefined
  const id = text(value['id'])
  if (id === undefined) return undefined
  return compact<ThreadData>({
    version: THREAD_VERSION,
    id,
    title: text(value['title']) ?? '',
    createdAt: time(value['createdAt']),
    updatedAt: time(value['updatedAt']),
    head: text(value['head']),
    draft: text(value['draft']),
  })
}

function readError(value: unknown): ChatErrorData | undefined {
  const { code, message, status, httpStatus, retryable, traceId } = isObject(value) ? value : {}
  const known = CODES.find((one) => one === code)
  return known && text(message) !== undefined
    ? compact<ChatErrorData>({
        code: known,
        message: message as string,
        status: text(status),
        httpStatus: typeof httpStatus === 'number' ? httpStatus : undefined,
        retryable: retryable === true || undefined,
        traceId: text(traceId),
      })
    : undefined
}

/** Whether it is a step of a JSON Patch: what is wrong with what it does, is seen when it is done. */
const isStep = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['path'] === 'string' &&
  (!/^(?:move|copy)$/.test(String(value['op'])) || typeof value['from'] === 'string')

/** What a turn has changed of a session. Its patch is looked at when it is applied. */
function readDelta(value: unknown): SessionDelta | undefined {
  if (!isObject(value)) return undefined
  const { sessionId, snapshotId, patch } = value
  const steps = Array.isArray(patch) && patch.every(isStep)
  return compact<SessionDelta>({
    sessionId: text(sessionId),
    snapshotId: text(snapshotId),
    patch: steps ? (patch as JsonPatchOperation[]) : undefined,
  })
}

function readFacts(value: unknown): ReplyFacts | undefined {
  const facts = isObject(value) ? readResponse(value) : undefined
  if (!facts) return undefined
  const { finishReason, finishMessage, usage, custom, model, latencyMs } = facts
  const session = readDelta((value as Fields)['session'])
  return compact<ReplyFacts>({ finishReason, finishMessage, usage, custom, model, latencyMs, session })
}

/** A stored message, or `undefined` for something else. */
function readChatMessage(value: unknown): ChatMessageData | undefined {
  const message = isObject(value) ? readMessage(value) : undefined
  if (!isObject(value) || !message) return undefined
  const { role, content, metadata } = message
  const { id, parentId, createdAt, status, owner, streamId, detach } = value
  const known = (role === 'user' ? SENT : RECEIVED).find((one) => one === status)
  return text(id) === undefined
    ? undefined
    : compact<ChatMessageData>({
        role,
        content,
        metadata,
        id: id as string,
        parentId: text(parentId),
        createdAt: time(createdAt),
        status: known ?? (role === 'user' ? 'sent' : 'done'),
        error: readError(value['error']),
        response: readFacts(value['response']),
        owner: text(owner),
        streamId: text(streamId),
        detach: detach === true || undefined,
      })
}

/** Every message reachable from the first: what lost its parent, or stands in a circle, goes behind the one before it in time. */
function connect(messages: readonly ChatMessageData[]): ChatMessageData[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const isReachable = (message: ChatMessageData): boolean => {
    const seen = new Set<string>()
    for (let at: ChatMessageData | undefined = message; at; at = byId.get(at.parentId ?? '')) {
      if (reached.has(at.id) || at.parentId === undefined) break
      const parent = byId.get(at.parentId)
      // What waits in the queue stands in no place yet, so nothing can stand behind it.
      if (seen.has(at.id) || !parent || parent.status === 'queued') return false
      seen.add(at.id)
    }
    for (const id of seen) reached.add(id)
    return true
  }
  const reached = new Set<string>()
  let previous: string | undefined
  return [...byId.values()]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map((message) => {
      const { parentId: _, ...rest } = message
      const isFine = message.status === 'queued' || isReachable(message)
      const fixed = isFine ? message : previous === undefined ? rest : { ...rest, parentId: previous }
      byId.set(fixed.id, fixed)
      if (fixed.status !== 'queued') {
        reached.add(fixed.id)
        previous = fixed.id
      }
      return fixed
    })
}

/**
 * A thread out of JSON of any origin: a storage, a file, a server. What is no message is left out. Every message without a
 * `parentId` is a first one: of several, the latest is shown, and the others are its branches.
 * @throws GenAIError `invalid` when it is no thread, or one of another version; nothing of it is taken over then.
 */
export function readThread(value: unknown): StoredThread {
  const thread = isObject(value) ? readThreadData(value['thread']) : undefined
  const list = isObject(value) ? value['messages'] : undefined
  if (!thread || !Array.isArray(list)) {
    throw new GenAIError(
      'invalid',
      `This is no conversation that can be read: it should be { thread, messages } of version ${THREAD_VERSION}. Nothing was taken over.`,
    )
  }
  return { thread, messages: connect(list.flatMap((message) => readChatMessage(message) ?? [])) }
}

/**
 * A conversation of somebody else's, as history: nothing of it waits to be sent, is being written, or can be taken up, and
 * it gives the model no instructions.
 */
export function asHistory({ thread, messages }: StoredThread): StoredThread {
  const said = messages.filter(({ role }) => role !== 'system')
  let last = thread.head ?? said.findLast(({ status }) => status !== 'queued')?.id
  const history = said.map((message) => {
    const own = { ...settled(message), detach: undefined }
    if (message.status !== 'queued') return own
    // What waited stood in no place: it goes to the end, and not before the first.
    const parentId = last
    last = message.id
    return { ...own, parentId }
  })
  return readThread({ thread, messages: history })
}

/** What somebody says is new of a thread: read as what is stored is. */
export interface ThreadNews {
  threadId: string
  changed?: ChatMessageData[]
  removed?: string[]
  deleted?: boolean
}

/** News of a thread, or `undefined` for something else. Another version is something else. */
export function readNews(value: unknown): ThreadNews | undefined {
  const { threadId, version = THREAD_VERSION, changed, removed, deleted } = isObject(value) ? value : {}
  if (version !== THREAD_VERSION || typeof threadId !== 'string') return undefined
  return compact<ThreadNews>({
    threadId,
    changed: Array.isArray(changed) ? changed.flatMap((message) => readChatMessage(message) ?? []) : undefined,
    removed: Array.isArray(removed) ? removed.filter((id) => typeof id === 'string') : undefined,
    deleted: deleted === true || undefined,
  })
}

/** What a thread is called when nobody has named it. */
export function titleOf(messages: readonly { role: Role; content: readonly Part[] }[]): string {
  const first = messages.find(({ role }) => role === 'user')
  const words = first?.content.map((part) => textOf([part])).join(' ') ?? ''
  const line = words.trim().replaceAll(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
