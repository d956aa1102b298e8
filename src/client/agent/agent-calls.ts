import { type AgentEnd, AgentReading } from '../../model/agent-reading.ts'
import type { AgentInit, AgentSession, AgentStreamChunk, SessionSnapshot, SnapshotStatus } from '../../model/data.ts'
import { GenAIError, LEFT } from '../../model/errors.ts'
import { makeSession, sessionOf } from '../../model/session.ts'
import { readAgentOutput, readSnapshot } from '../../wire/agent-data.ts'
import { isObject } from '../../wire/json.ts'
import type { AgentAsk, AgentReply, AgentTurn, SnapshotLookup } from '../agent.ts'
import { type FlowRequest, readFlow } from '../flow.ts'
import { type CallOptions, type HttpOptions, joinUrl } from '../http.ts'
import { noState } from '../no-state.ts'
import { AgentChat } from './agent-chat.ts'
import { endOfRun, newsOf, pollRun, turnFailure, type WaitForRunOptions } from './background.ts'
import { type Turn, toTurn } from './turn.ts'

/** What is asked of a turn; without a question, the one that the reply's `streamId` names is taken up. */
export interface RunRequest<S> {
  ask: AgentAsk<S> | undefined
  /** What it begins with, when whoever asks knows better than the question says. */
  before?: AgentSession | undefined
  signals: (AbortSignal | undefined)[]
}

/** Everything that can be asked of an agent. */
export interface AgentCalls<S> {
  run(request: RunRequest<S>, reply: AgentReply): AsyncGenerator<AgentStreamChunk, AgentEnd>
  /** Begins a run in the background. Resolves with its id. */
  detach(turn: AgentTurn<S>, signals: FlowRequest['signals']): Promise<string>
  poll(snapshotId: string, options?: WaitForRunOptions): AsyncGenerator<SessionSnapshot<S>, void>
  chat(init?: AgentInit<S>): AgentChat<S>
  loadChat(lookup: SnapshotLookup): Promise<AgentChat<S>>
  getSnapshot(lookup: string | SnapshotLookup, options?: CallOptions): Promise<SessionSnapshot<S> | undefined>
  abort(snapshotId: string, options?: CallOptions): Promise<SnapshotStatus | undefined>
  wait(snapshotId: string, options?: WaitForRunOptions): Promise<SessionSnapshot<S>>
}

/** Runs a turn that is asked as a flow is. */
export const runAgent = (
  http: HttpOptions,
  { url, body, signals }: FlowRequest,
  reply: AgentReply,
): AsyncGenerator<AgentStreamChunk, AgentEnd> =>
  createCalls(http, url).run(
    {
      ask: body.data as AgentAsk | undefined,
      before: Array.isArray(body.init) ? sessionOf(body.init) : undefined,
      signals,
    },
    reply,
  )

/** A run in the background is taken up by its snapshot, any other by the id of its stream. */
const RUN = 'snapshot:'

/** @param url Where the agent is mounted. */
export function createCalls<S>(http: HttpOptions, url: string): AgentCalls<S> {
  const ask = async (path: string, data: unknown, signals: FlowRequest['signals']): Promise<unknown> => {
    const request: FlowRequest = { url: joinUrl(url, path), body: { data }, stream: false, signals }
    const { value } = await readFlow(http, request, noState()).next()
    return value
  }
  const abort = async (snapshotId: string, signals: FlowRequest['signals']): Promise<SnapshotStatus | undefined> => {
    const answer = await ask('abort', { snapshotId }, signals)
    return isObject(answer) ? (answer['status'] as SnapshotStatus | undefined) : undefined
  }
  const look = async (
    lookup: string | SnapshotLookup,
    signals: FlowRequest['signals'],
  ): Promise<SessionSnapshot<S> | undefined> => {
    try {
      const data = typeof lookup === 'string' ? { snapshotId: lookup } : lookup
      // What the state looks like is the caller's word: the server's schema of it is not on the wire.
      return readSnapshot(await ask('getSnapshot', data, signals)) as SessionSnapshot<S> | undefined
    } catch (error) {
      if (GenAIError.is(error) && error.status === 'NOT_FOUND') return undefined
      throw error
    }
  }

  /** Follows a run in the background to its end. Whoever stops it, and does not just leave, ends it on the server too. */
  async function* follow(
    snapshotId: string,
    reading: AgentReading<unknown>,
    reply: AgentReply,
    signals: FlowRequest['signals'],
  ): AsyncGenerator<AgentStreamChunk, AgentEnd> {
    reply.streamId = RUN + snapshotId
    reply.onNews?.()
    const over = new AbortController()
    const { signal: end } = over
    for (const signal of signals) {
      const stop = (): void => {
        const reason = signal?.reason as { cause?: unknown } | undefined
        over.abort(reason)
        // Nobody waits for the answer: the reply has ended here.
        if (reason !== (LEFT as unknown) && reason?.cause !== LEFT) abort(snapshotId, []).catch(() => undefined)
      }
      signal?.addEventListener('abort', stop, { signal: end })
      if (signal?.aborted) stop()
    }
    const runs = pollRun(
      (id) => look(id, [end]),
      snapshotId,
      { signal: end },
      (is) => {
        if (Boolean(reply.isReconnecting) === is) return
        reply.isReconnecting = is
        reply.onNews?.()
      },
    )
    try {
      for (;;) {
        const { done, value: snapshot } = await runs.next()
        yield* newsOf(snapshot, reading.session)
        if (!done) continue
        reply.streamId = undefined
        const { end: result, turn } = endOfRun(snapshot, reading.before)
        for (const [index, message] of turn.entries())
          yield { modelChunk: { role: message.role, index, content: message.content } }
        return result
      }
    } catch (error) {
      if (GenAIError.is(error) && error.status === 'NOT_FOUND') reply.streamId = undefined
      throw error
    } finally {
      // Before whoever reads it is told: a failure to look is nobody's wish that the run should end.
      over.abort()
    }
  }

  async function* run(
    { ask: question, before, signals }: RunRequest<S>,
    reply: AgentReply,
  ): AsyncGenerator<AgentStreamChunk, AgentEnd> {
    const turn: Partial<Turn> = question === undefined ? {} : toTurn(question)
    const reading = new AgentReading<unknown>(before ?? turn.before)
    reply.reading = reading
    const { streamId } = reply
    let end: AgentEnd
    if (streamId?.startsWith(RUN)) end = yield* follow(streamId.slice(RUN.length), reading, reply, signals)
    else {
      const request: FlowRequest = { url, body: turn.body ?? {}, stream: true, signals }
      end = readAgentOutput(yield* readFlow<AgentStreamChunk>(http, request, reply))
      const { finishReason, snapshotId } = end
      if (finishReason === 'detached' && snapshotId !== undefined)
        end = yield* follow(snapshotId, reading, reply, signals)
      // The message of a turn that failed is the last of the state before it: nothing new.
      else if (finishReason === 'failed' || end.error) throw turnFailure(end.error, reading.before ?? lastGood(end))
    }
    reading.end(end)
    return end
  }

  const calls: AgentCalls<S> = {
    run,
    chat: (init) => new AgentChat<S>(calls, init),
    async loadChat(lookup) {
      const snapshot = await look(lookup, [])
      if (!snapshot) throw new GenAIError('http', NOT_FOUND, { status: 'NOT_FOUND', httpStatus: 404 })
      return new AgentChat<S>(calls, undefined, snapshot)
    },
    getSnapshot: (lookup, options) => look(lookup, [options?.signal]),
    abort: (snapshotId, options) => abort(snapshotId, [options?.signal]),
    async detach(turn, signals) {
      const frames = readFlow(http, { url, body: toTurn(turn).body, stream: true, signals }, noState())
      let step = await frames.next()
      while (!step.done) step = await frames.next()
      const { snapshotId, finishReason, error } = readAgentOutput(step.value)
      if (finishReason === 'detached' && snapshotId !== undefined) return snapshotId
      throw turnFailure(error, undefined)
    },
    async *poll(snapshotId, options) {
      // The last one is what the generator returns, which a loop would pass over.
      yield yield* pollRun((id) => look(id, [options?.signal]), snapshotId, options) as Runs<S>
    },
    async wait(snapshotId, options) {
      let last: SessionSnapshot<S> | undefined
      for await (const found of calls.poll(snapshotId, options)) last = found
      return last as SessionSnapshot<S>
    },
  }
  return calls
}

/** Where a turn that failed has left the session: where it was before. */
const lastGood = ({ sessionId, snapshotId, state }: AgentEnd): AgentSession | undefined =>
  snapshotId !== undefined || state
    ? makeSession(
        { ...(sessionId !== undefined && { sessionId }), ...(snapshotId !== undefined && { snapshotId }) },
        state ?? {},
      )
    : undefined

type Runs<S> = AsyncGenerator<SessionSnapshot<S>, SessionSnapshot<S>>

const NOT_FOUND = 'The agent has no such snapshot. It may have been deleted, or the server restarted. Begin a new chat.'
