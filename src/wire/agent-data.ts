/** What a Genkit agent sends and takes: the shapes that travel, and how they are read. Protocols/genkit section 7. */
import { compact, isObject, type Fields } from './json.ts'
import type { Artifact, MessageData, SessionState, ToolRequestPart, ToolResponsePart } from './genkit-data.ts'
import { type FlowError, toFlowError } from './error-body.ts'
import { readChunk, readMessage } from './genkit-schema.ts'

/** What a turn of an agent begins with. */
export interface AgentInit<S = unknown> {
  /** Exactly here. Where the server keeps the state. */
  snapshotId?: string
  /** The latest of this session; any id that is not yet known begins a session of that name. */
  sessionId?: string
  /** Where the page keeps the state. */
  state?: SessionState<S>
}

/** What a turn of an agent is asked. */
export interface AgentInput {
  message?: MessageData
  resume?: { respond?: ToolResponsePart[]; restart?: ToolRequestPart[] }
  /** Answers at once, and goes on in the background. */
  detach?: boolean
}

/** Why a turn ended, or what became of a run in the background. */
export type AgentFinishReason =
  | 'stop'
  | 'length'
  | 'blocked'
  | 'interrupted'
  | 'other'
  | 'unknown'
  | 'aborted'
  | 'detached'
  | 'failed'

/** `pending` runs in the background; only a `completed` one can be gone on from. */
export type SnapshotStatus = 'pending' | 'completed' | 'aborted' | 'failed' | 'expired'

/** The state of a session as it was at the end of a turn. */
export interface SessionSnapshot<S = unknown> {
  snapshotId: string
  sessionId?: string
  /** The one before it. */
  parentId?: string
  /** ISO 8601. */
  createdAt?: string
  updatedAt?: string
  heartbeatAt?: string
  status?: SnapshotStatus
  finishReason?: AgentFinishReason
  error?: FlowError
  state?: SessionState<S>
}

/** What a turn of an agent ends with, read. */
export interface AgentOutput {
  sessionId?: string
  snapshotId?: string
  state?: SessionState
  message?: MessageData
  artifacts?: Artifact[]
  finishReason?: string
  error?: FlowError
}

/** A piece of a turn; exactly one field in practice. `modelChunk` is read as every chunk is. */
export interface AgentStreamChunk {
  modelChunk?: unknown
  /** RFC 6902, against the custom state. */
  customPatch?: unknown
  artifact?: unknown
  turnEnd?: { snapshotId?: string; finishReason?: string }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The value as an artifact, or `undefined` when it is not one. */
export function readArtifact(value: unknown): Artifact | undefined {
  if (!isObject(value) || !Array.isArray(value['parts'])) return undefined
  // Read as the content of a message is: one bad part must not fail the others.
  const parts = readMessage({ role: 'model', content: value['parts'] })?.content
  const metadata = isObject(value['metadata']) ? value['metadata'] : undefined
  return parts && compact<Artifact>({ name: text(value['name']), parts, metadata })
}

const readArtifacts = (value: unknown): Artifact[] | undefined =>
  Array.isArray(value) ? value.flatMap((one) => readArtifact(one) ?? []) : undefined

/** The value as a state, or `undefined` when it is not one. */
export function readState(value: unknown): SessionState | undefined {
  if (!isObject(value)) return undefined
  const messages = value['messages']
  return compact<SessionState>({
    sessionId: text(value['sessionId']),
    messages: Array.isArray(messages) ? messages.flatMap((one) => readMessage(one) ?? []) : undefined,
    custom: value['custom'],
    artifacts: readArtifacts(value['artifacts']),
  })
}

/** What a turn ended with. What is wrong is left out. */
export function readAgentOutput(value: unknown): AgentOutput {
  const found: Fields = isObject(value) ? value : {}
  return compact<AgentOutput>({
    sessionId: text(found['sessionId']),
    snapshotId: text(found['snapshotId']),
    state: readState(found['state']),
    message: readMessage(found['message']),
    artifacts: readArtifacts(found['artifacts']),
    finishReason: text(found['finishReason']),
    error: found['error'] == null ? undefined : toFlowError(found['error']),
  })
}

const STATUSES: readonly SnapshotStatus[] = ['pending', 'completed', 'aborted', 'failed', 'expired']

/** The value as a snapshot, or `undefined` when it is not one. One that does not say how it stands has been completed. */
export function readSnapshot(value: unknown): SessionSnapshot | undefined {
  const id = isObject(value) ? text(value['snapshotId']) : undefined
  if (!isObject(value) || id === undefined) return undefined
  return compact<SessionSnapshot>({
    snapshotId: id,
    sessionId: text(value['sessionId']) ?? readState(value['state'])?.sessionId,
    parentId: text(value['parentId']),
    createdAt: text(value['createdAt']),
    updatedAt: text(value['updatedAt']),
    heartbeatAt: text(value['heartbeatAt']),
    status: STATUSES.find((one) => one === value['status']) ?? 'completed',
    finishReason: text(value['finishReason']) as AgentFinishReason | undefined,
    error: value['error'] == null ? undefined : toFlowError(value['error']),
    state: readState(value['state']),
  })
}

/** Whether what an agent streams has anything for the message: a chunk of the model's, read. */
export const readModelChunk = (value: AgentStreamChunk): ReturnType<typeof readChunk> => readChunk(value.modelChunk)
