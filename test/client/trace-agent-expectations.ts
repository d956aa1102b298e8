/** What each recorded turn of an agent is, as protocols/genkit.md (section 7) has it. Read as the other rows are. */
import { expect } from 'vitest'
import { approval, confirmation, failed, schemaErrors, type Seen, type SeenError, stop } from './trace-seen.ts'

/** An agent's session, where the server keeps the messages. */
const session = (sessionId: string, snapshotId: string, state?: unknown, document?: string): Seen => ({
  session: {
    sessionId,
    snapshotId,
    ...(state !== undefined && { state }),
    artifacts: document === undefined ? [] : [{ name: 'doc.md', parts: [{ text: document }] }],
  },
})
const turnFailed = (chunks: string[], status: string, says: RegExp, rest: Partial<SeenError> = {}): Seen =>
  failed(chunks, status, says, { name: 'AgentError', ...rest })

const FIRST = 'fed50844-05ab-4acb-8a44-7ffdbf8c2c85'
const ASKING = 'b064a202-9a0f-4ea9-b5dd-658c104a1e66'
const CUSTOM = '286e5bab-4cf8-4976-8790-7ade0ef1ac71'
const RUN = { snapshotId: 'b4feb0d3-d975-4c4e-b9f9-6aee1f53ce1a', sessionId: '11ec93b7-6183-4aad-9d30-6e78f85bb80e' }
const working = ['', 'thinking ', '', '', '', '']

export const agents: Record<string, Seen> = {
  '81-agent-turn2-by-snapshotId': {
    ...stop('42', '', '', '42', ''),
    reasoning: 'Let me think.',
    ...session(FIRST, '133f66fd-630e-4d03-a5b3-858437182285'),
  },
  '82-agent-turn3-by-sessionId-unary': {
    ...stop('echo(hello)'),
    ...session(FIRST, '18371bf0-0eff-4e51-8b67-af84d1ff492c'),
  },
  '83-agent-getSnapshot-by-sessionId': {
    value: expect.objectContaining({
      snapshotId: '18371bf0-0eff-4e51-8b67-af84d1ff492c',
      parentId: '133f66fd-630e-4d03-a5b3-858437182285',
      sessionId: FIRST,
      status: 'completed',
      finishReason: 'stop',
      createdAt: '2026-11-20T08:29:25.149Z',
    }),
  },
  '85-agent-new-clientminted-sessionId': {
    ...stop('echo(hi)', 'echo(hi)', ''),
    ...session('my-own-id', '48199bb5-d991-4aef-8023-0104e675d1d2'),
  },
  '86-agent-init-state-on-server-managed': failed([], 'FAILED_PRECONDITION', /Cannot send 'state' to agent/),
  '87-agent-snapshot-not-found': turnFailed([], 'NOT_FOUND', /Snapshot nope not found/),
  '88-agent-no-init': failed([], 'INVALID_ARGUMENT', /\(root\): must be object/, {
    details: schemaErrors('(root)', 'must be object'),
  }),
  // The calls come twice, the second time as a tool's: they are two all the same (7).
  '91-agent-interrupt': {
    chunks: ['Need approval. ', '', '', ''],
    ...approval,
    ...session(ASKING, '6e62b868-75c8-4337-a4b2-e49251396958'),
  },
  '92-agent-resume-respond': {
    ...stop('After tool: {"approved":true},{"tempC":4}', '', 'After tool: ', '{"approved":true},{"tempC":4}', ''),
    output: { approved: true },
    roles: ['tool', 'model'],
    ...session(ASKING, '8c338ee1-312f-4587-b15c-b739159b2ad9'),
  },
  '93-agent-restartable': {
    chunks: ['', ''],
    ...confirmation,
    ...session('83d9e2df-dbbc-46dd-a432-48df1de5ed12', 'c0d80dce-0d06-422f-a266-b4003ce1b069'),
  },
  // The message beside an error is the last good one, the old question here: it is not this turn's (7).
  '96-agent-restart-tampered': turnFailed([''], 'INVALID_ARGUMENT', /modified inputs/),
  '97-custom-agent': {
    ...stop('ok go', ...working),
    ...session(CUSTOM, 'af2e00c6-61d4-46e0-ac81-debea2a0aa78', { count: 1, status: 'done' }, '# v2'),
  },
  '98-custom-agent-turn2': {
    ...stop('ok again', ...working),
    ...session(CUSTOM, '10467d3d-0ed1-4126-912e-3df59280e3b2', { count: 2, status: 'done' }, '# v2'),
  },
  '99-custom-agent-fail': turnFailed(['', 'thinking ', '', ''], 'UNAVAILABLE', /backend down/, {
    details: { a: 1 },
    retryable: true,
  }),
  // What an exception says is for who reads `details`, not for who reads messages (7).
  'A0-agent-model-throws': turnFailed(['partial ', ''], 'INTERNAL', /its log says why/, {
    details: { message: 'secret mid' },
    retryable: true,
  }),
  // It is followed to its end, which A4 is: somebody has stopped it.
  'A1-agent-detach': { chunks: [], error: { code: 'aborted', says: /run was stopped/ } },
  'A3-agent-abort': { value: 'pending' },
  'A4-agent-after-abort': {
    value: expect.objectContaining({ ...RUN, status: 'aborted', heartbeatAt: '2026-11-20T08:29:25.322Z' }),
  },
  'A5-agent-detach-stateless': failed([], 'FAILED_PRECONDITION', /Detach is only supported/),
}
