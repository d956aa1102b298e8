/**
 * What each recorded reply is, as protocols/genkit.md (sections 5 to 8) has it, by trace. What a row does not name is not
 * there: no text, no tool, no session.
 */
import { expect } from 'vitest'
import { agents } from './trace-agent-expectations.ts'
import {
  approval,
  confirmation,
  failed,
  gone,
  measured,
  opaque,
  opaqueWhole,
  refused,
  schemaErrors,
  type Seen,
  stop,
  USAGE,
} from './trace-seen.ts'

const hello = measured('Hello wörld 👋🏽', 'Hel', 'lo ', 'wörld 👋🏽')
/** Next and the callable server answer to the same flow. */
const partial = stop('partial', 'par')
const partialWhole = stop('partial')
const denied = refused(403, 'PERMISSION_DENIED', /"Permission Denied".*Check `headers`/)
const authorized = { input: 'hi', context: { auth: { apiKey: 'sekret' } } }
const bob = { name: 'Bob', age: 30, tags: ['a', 'b'] }
const fenced = ['```json\n{', '"name": "', 'Bob", "ag', 'e": 30, "', 'tags": ["', 'a", "b"]}', '\n```']
const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const oslo: Seen = {
  output: { tempC: 4 },
  roles: ['model', 'tool', 'model'],
  tools: [['getWeather', { city: 'Oslo' }, { tempC: 4 }]],
}
const toolLoop: Seen = {
  ...measured('After tool: {"tempC":4}', 'Calling. ', '', '', 'After tool: ', '{"tempC":4}'),
  ...oslo,
}

const ofModel: Seen = { finishMessage: 'One or more tool calls resulted in interrupts.', usage: USAGE }

const DURABLE = '1fad582f-9006-48c4-9f26-0eb44148f7dc'
const NEXT_DURABLE = 'dc8db807-11a4-4a50-9b89-c6bf4d382e49'

export const expectations: Record<string, Seen> = {
  '02-stream-chat': hello,
  '03-stream-chat-query': hello,
  '04-stream-reasoning': { ...measured('42', '', '', '42'), reasoning: 'Let me think.' },
  '05-stream-media': {
    ...stop('Here: ', 'Here: ', ''),
    media: { url: picture, contentType: 'image/png' },
    usage: { outputImages: 1 },
  },
  '06-stream-json': { ...measured(fenced.join(''), ...fenced), output: bob },
  '07-stream-json-outputs': { chunks: ['', '', '', '', '', '', ''], data: bob, output: bob, finishReason: 'stop' },
  '08-stream-data-custom': {
    chunks: [''],
    data: { k: 1 },
    output: { k: 1 },
    custom: { provider: true },
    finishReason: 'stop',
  },
  '09-stream-tool-loop': toolLoop,
  '10-stream-interrupt': { chunks: ['Need approval. ', ''], ...approval, ...ofModel },
  '11-unary-interrupt': { ...approval, ...ofModel },
  // Nothing streams, and still it waits for somebody (8.3.2).
  '12-stream-restartable-interrupt': { chunks: [], ...confirmation, ...ofModel },
  // The half of the call that came first is not a call of its own (2.2).
  '14-stream-partial-toolrequest': {
    ...measured('After tool: {"tempC":4}', '', '', '', 'After tool: ', '{"tempC":4}'),
    ...oslo,
  },
  '20-unary-throw-before': opaqueWhole,
  '21-stream-throw-before': opaque(),
  '22-unary-throw-genkiterror': refused(429, 'RESOURCE_EXHAUSTED', /429 RESOURCE_EXHAUSTED.*"quota"/, {
    details: { retryAfter: 3 },
    retryable: true,
  }),
  '25-stream-throw-userfacing-mid': failed(['partial '], 'UNAVAILABLE', /UNAVAILABLE\): model down/, {
    details: { hint: 'later' },
    retryable: true,
  }),
  '26-unary-blocked': refused(400, 'FAILED_PRECONDITION', /refused.*SAFETY/, {
    name: 'GenerationBlockedError',
    code: 'blocked',
    details: { response: expect.anything() },
    finishReason: 'blocked',
    finishMessage: 'SAFETY',
  }),
  '27-stream-blocked-mid': failed(['oops'], 'FAILED_PRECONDITION', /refused.*SAFETY/, {
    name: 'GenerationBlockedError',
    code: 'blocked',
    details: { response: expect.anything() },
    finishReason: 'blocked',
    finishMessage: 'SAFETY',
  }),
  '29-unary-badjson-schema': refused(400, 'INVALID_ARGUMENT', /400 INVALID_ARGUMENT[^]*- age: must be number/, {
    details: schemaErrors('age', 'must be number'),
  }),
  '34-unary-auth-wrong': denied,
  '35-unary-auth-ok': { data: authorized, output: authorized, finishReason: 'stop' },
  '36-stream-auth-missing': { chunks: [], ...refused(401, 'UNAUTHENTICATED', /401 UNAUTHENTICATED.*Check `headers`/) },
  '37-void-result': { finishReason: 'stop' },
  '38-stream-void-result': { chunks: [], finishReason: 'stop', roles: [] },
  '42-legacy-candidates': stop('legacy candidate'),
  // On the wire a summary looks like more of the same: only the result can tell (3).
  '43-aggregated-chunk': stop('AB', 'A', 'AB'),
  '44-chat2-return-object': hello,
  '46-raw-model-action-stream': {
    ...measured('42', '', '', '42'),
    reasoning: 'Let me think.',
    latencyMs: 0.20844900000065536,
  },
  '47-util-generate': toolLoop,
  '48-text-flow-stream': { ...stop('Hello wörld 👋🏽', 'Hel', 'lo ', 'wörld 👋🏽'), output: 'Hello wörld 👋🏽' },
  '49-404': refused(404, undefined, /404.*"Cannot POST \/nosuch".*Check `baseUrl`/),
  '50-wrong-content-type': refused(400, 'INVALID_ARGUMENT', /\(root\): must be object/, {
    details: schemaErrors('(root)', 'must be object'),
  }),
  '60-interrupt-turn1': { chunks: ['Need approval. ', ''], ...approval, ...ofModel },
  '62-interrupt-resume-wrong-ref': failed([], 'INVALID_ARGUMENT', /Unresolved tool request 'askUser#i1'/),
  '64-interrupt-ignored-new-prompt': hello,
  '65-restart-turn1': { chunks: [], ...confirmation, ...ofModel },
  '66-restart-resume': {
    ...measured('After tool: "sent 500"', '', 'After tool: ', '"sent 500"'),
    roles: ['tool', 'model'],
  },
  '69-resume-without-toolrequest-history': failed([], 'FAILED_PRECONDITION', /Cannot 'resume' generation/),
  // The result takes the place of what was streamed before it (3.2).
  '71-durable-replay-after-done': { ...stop('done', '', '', ''), output: 'done', streamId: DURABLE },
  '72-durable-unknown-id': gone,
  '73-durable-id-without-accept': { ...stop('done'), output: 'done' },
  '74-streamid-on-nondurable': { ...stop('done', ''), output: 'done' },
  '76-durable-replay-error': { ...opaque('partial '), streamId: 'ec3bfd47-7e12-4c04-b303-36676218c30d' },
  ...agents,
  'F1-callable-unary': partialWhole,
  'F2-callable-stream': partial,
  'F3-callable-stream-throw': opaque('par'),
  'F4-callable-stream-heartbeat': partial,
  'F5-callable-unary-throw': opaqueWhole,
  'N1-next-unary': partialWhole,
  // Its spelling of an error is no chunk (6.5).
  'N4-next-stream-userfacing-mid': failed(['par'], 'UNAVAILABLE', /UNAVAILABLE\): down/, {
    details: { a: 1 },
    retryable: true,
  }),
  'N5-next-unary-userfacing': refused(503, 'UNAVAILABLE', /503 UNAVAILABLE.*"down"/, {
    details: { a: 1 },
    retryable: true,
  }),
  'N9-next-durable-start': { ...partial, streamId: NEXT_DURABLE },
  'NA-next-durable-replay': { ...partial, streamId: NEXT_DURABLE },
  'NB-next-durable-unknown': gone,
  'NC-next-void': { chunks: [], finishReason: 'stop', roles: [] },
  // It streams for nobody who does not ask for exactly that; the whole serves as well.
  'ND-next-stream-query': { chunks: [], ...partialWhole },
  'NE-next-invalid-json': refused(500, undefined, /answered 500/, { retryable: true }),
  // An ESM server has lost every status (8.3.1): the words are gone, what had arrived is not.
  'esm-dual-package/20-unary-throw-before': opaqueWhole,
  'esm-dual-package/22-unary-throw-genkiterror': opaqueWhole,
  'esm-dual-package/25-stream-throw-userfacing-mid': opaque('partial '),
  'esm-dual-package/27-stream-blocked-mid': opaque('oops'),
  'esm-dual-package/28-unary-nomessage': opaqueWhole,
  'esm-dual-package/29-unary-badjson-schema': opaqueWhole,
  'esm-dual-package/31-stream-bad-input': opaque(),
  'esm-dual-package/32-unary-output-schema-mismatch': opaqueWhole,
  'esm-dual-package/34-unary-auth-wrong': opaqueWhole,
  'esm-dual-package/35-unary-auth-ok': { data: authorized, output: authorized, finishReason: 'stop' },
}
