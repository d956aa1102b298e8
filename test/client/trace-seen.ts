import { expect } from 'vitest'
import { pairTools } from 'react-genai/client'
import type { Outcome } from './trace-socket.ts'

/** A reply, or its failure, as far as somebody can see it. */
export interface Seen {
  /** The text of each chunk: what brings no words brings an empty one. */
  chunks?: string[]
  text?: string
  reasoning?: string
  media?: unknown
  data?: unknown
  output?: unknown
  custom?: unknown
  toolRequests?: unknown[]
  /** The names of the tools that wait for a person. */
  interrupts?: string[]
  finishReason?: string
  finishMessage?: string
  usage?: unknown
  latencyMs?: number
  /** Who speaks, message by message, where it is not the model alone. Only of streams. */
  roles?: string[]
  /** Tools that were asked and have answered on the way: name, input, output. */
  tools?: [name: string, input: unknown, output: unknown][]
  session?: unknown
  streamId?: string
  /** What is no reply: a snapshot, or how a run stood. */
  value?: unknown
  error?: SeenError
}

export interface SeenError {
  /** Default: `GenAIError`. */
  name?: string
  code: string
  status?: string
  httpStatus?: number
  details?: unknown
  retryable?: true
  /** What had arrived, or what the server sent along. */
  text?: string
  finishReason?: string
  finishMessage?: string
  /** Matched by its message. */
  says: RegExp
}

type Rest = Partial<SeenError>

export const USAGE = { inputTokens: 11, outputTokens: 7, totalTokens: 18, thoughtsTokens: 3 }

/** A whole reply, of a stream if there are chunks. */
export const stop = (text: string, ...chunks: string[]): Seen => ({
  ...(chunks.length > 0 && { chunks }),
  text,
  finishReason: 'stop',
})
export const measured = (text: string, ...chunks: string[]): Seen => ({ ...stop(text, ...chunks), usage: USAGE })

/** A status of HTTP: nothing had begun. */
export const refused = (httpStatus: number, status: string | undefined, says: RegExp, rest: Rest = {}): Seen => ({
  error: { code: 'http', httpStatus, ...(status && { status }), says, ...rest },
})
/** An error in a stream, behind these words. */
export const failed = (chunks: string[], status: string, says: RegExp, rest: Rest = {}): Seen => ({
  chunks,
  error: { code: 'server', status, says, ...(chunks.join('') && { text: chunks.join('') }), ...rest },
})
export const opaque = (...chunks: string[]): Seen => failed(chunks, 'INTERNAL', /see its log/, { retryable: true })
export const opaqueWhole = refused(500, 'INTERNAL', /500 INTERNAL.*Try again/, { retryable: true })
/** The time of a durable stream is up, or its server does not know it. */
export const gone: Seen = {
  chunks: [],
  error: { code: 'truncated', status: 'NOT_FOUND', httpStatus: 204, says: /no longer has this reply/, retryable: true },
}
export const schemaErrors = (path: string, message: string): unknown =>
  expect.objectContaining({ errors: [{ path, message }] })

/** The question, and a sibling that has run: its answer waits beside it (5). */
export const approval: Seen = {
  text: 'Need approval. ',
  toolRequests: [
    {
      toolRequest: { name: 'askUser', ref: 'i1', input: { question: 'Transfer 5?' } },
      metadata: { interrupt: { ui: 'dialog', q: 'Transfer 5?' } },
    },
    {
      toolRequest: { name: 'getWeather', ref: 't2', input: { city: 'Rome' } },
      metadata: { pendingOutput: { tempC: 4 } },
    },
  ],
  interrupts: ['askUser'],
  finishReason: 'interrupted',
}
export const confirmation: Seen = {
  toolRequests: [
    {
      toolRequest: { name: 'wire', ref: 'w1', input: { amount: 500 } },
      metadata: { interrupt: { message: 'confirm 500' } },
    },
  ],
  interrupts: ['wire'],
  finishReason: 'interrupted',
}

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** The fields that hold something. */
const filled = <T extends object>(fields: { [K in keyof T]: unknown }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value))) as T

/** What can be seen of an outcome. The words of an error are for `says`. */
export function seenOf({ chunks, reply, response, error, value, streamId }: Outcome): Omit<Seen, 'error'> & {
  error?: Omit<SeenError, 'says'>
} {
  const { session } = response ?? {}
  const roles = reply?.messages.map(({ role }) => role)
  return {
    ...filled<Seen>({
      text: response?.text,
      reasoning: response?.reasoning,
      media: response?.media,
      data: response?.data,
      output: response?.output,
      custom: response?.custom,
      toolRequests: response?.toolRequests,
      interrupts: response?.interrupts.map(({ toolRequest }) => toolRequest.name),
      finishReason: response?.finishReason,
      finishMessage: response?.finishMessage,
      usage: response?.usage,
      latencyMs: response?.latencyMs,
      tools: [...pairTools(reply?.messages ?? [])].map(([{ toolRequest }, { toolResponse }]) => [
        toolRequest.name,
        toolRequest.input,
        toolResponse.output,
      ]),
      session: session && {
        ...filled({ sessionId: session.sessionId, snapshotId: session.snapshotId, state: session.state }),
        artifacts: session.artifacts,
      },
      streamId,
      value,
    }),
    ...(reply && { chunks: chunks.map(({ text }) => text) }),
    ...(response && roles && roles.join() !== 'model' && { roles }),
    ...(error && {
      error: filled<Omit<SeenError, 'says'>>({
        name: error.name === 'GenAIError' ? undefined : error.name,
        code: error.code,
        status: error.status,
        httpStatus: error.httpStatus,
        details: error.details,
        retryable: error.retryable,
        text: error.response?.text,
        finishReason: error.response?.finishReason,
        finishMessage: error.response?.finishMessage,
      }),
    }),
  }
}
