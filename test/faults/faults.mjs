/**
 * What goes wrong, and what it is to survive it. Rows of the table, each with one fault or several that are alike.
 *
 * @typedef {object} Fault
 * @property {string} id What the server plays.
 * @property {string} label
 * @property {'whole' | 'error' | 'either' | 'stop'} ends How it should end. `whole`: the reply complete, and no error.
 *   `error`: an error whose kind a program can read. `stop`: as the person who stopped it expects.
 * @property {number} sent Words that the server sends before the fault, in the answer that counts.
 * @property {[number, number]} requests How many may be made, at least and at most.
 * @property {number} limit Milliseconds for all of it.
 * @property {number} [status] That the error must have.
 * @property {number} [gap] Milliseconds that must lie between two requests.
 * @property {boolean} [isTimed] Every client that takes a time limit gets 1.5 s.
 * @property {'middle' | 'before' | 'backoff'} [stop] When the person stops it.
 * @property {number} [streams] At once. Default: 1.
 * @property {boolean} [renews] The token has run out; a client that asks for another gets it.
 * @property {boolean} [isTwice] A word that was sent twice may be shown twice.
 */
import { WORDS } from './wires.mjs'

const ALL = WORDS.length
/** The words after which replies break. */
export const HALF = 5
export const TIME_LIMIT = 1_500

const SECOND = 1_000

const whole = (id, label, more) => ({
  id,
  label,
  ends: 'whole',
  sent: ALL,
  requests: [1, 1],
  limit: 5 * SECOND,
  ...more,
})
const error = (id, label, sent, more) => ({
  id,
  label,
  ends: 'error',
  sent,
  requests: [1, 1],
  limit: 5 * SECOND,
  ...more,
})
/** Fails before the first event, so it may be asked again: twice at most. */
const RETRIED = { requests: [1, 3], limit: 10 * SECOND }
const SECOND_TRY = { requests: [2, 2], limit: 10 * SECOND }
const refused = (code, more) => error(`status-${code}`, `status ${code}`, 0, { status: code, ...more })
/** Three tries of the time limit each, and the pauses between them. */
const SILENT = { isTimed: true, requests: [1, 3], limit: 9 * SECOND }

/** What the server sends when it is not ten words. */
const PLENTY = {
  'huge-event': ['x'.repeat(20 * 1024 * 1024), ...WORDS],
  'many-events': Array.from({ length: 50_000 }, () => 'y '),
}
export const wordsOf = ({ id }) => PLENTY[id] ?? WORDS
const plenty = (id, label) => whole(id, label, { sent: PLENTY[id].length, limit: 20 * SECOND })

/** @type {{ row: string, faults: Fault[] }[]} */
export const rows = [
  {
    row: 'nothing goes wrong',
    faults: [whole('ok', 'nothing goes wrong')],
  },
  {
    row: 'no connection: port closed; reset or closed before or after the headers',
    faults: [
      // Nobody is there to count.
      error('port-closed', 'port closed', 0, { ...RETRIED, requests: [0, 0] }),
      error('reset-before', 'reset before the headers', 0, RETRIED),
      error('close-before', 'closed before the headers', 0, RETRIED),
      error('reset-after', 'reset after the headers', 0, RETRIED),
    ],
  },
  {
    row: 'connection reset, then well',
    faults: [whole('reset-first', 'connection reset, then well', SECOND_TRY)],
  },
  {
    row: 'connection breaks in mid-reply: reset, FIN, body shorter than announced',
    faults: [
      error('reset-middle', 'reset in mid-reply', HALF),
      error('fin-middle', 'FIN in mid-reply', HALF),
      error('short-body', 'body shorter than `content-length`', HALF),
    ],
  },
  {
    row: 'ends cleanly, but too early: between events, within one',
    faults: [
      error('cut-between', 'ends cleanly between two events', HALF),
      error('cut-within', 'ends cleanly within an event', HALF),
    ],
  },
  {
    row: 'last event without its blank line',
    faults: [whole('no-blank-line', 'last event without its blank line')],
  },
  {
    row: 'silence before the headers, after them, in mid-reply (limit 1.5 s where the client takes one)',
    faults: [
      error('silence-before', 'silence before the headers', 0, SILENT),
      error('silence-after', 'silence after the headers', 0, SILENT),
      error('silence-middle', 'silence in mid-reply', HALF, { ...SILENT, requests: [1, 1] }),
    ],
  },
  {
    row: 'a slow reply: 24 bytes at a time, byte by byte',
    faults: [whole('drip', '24 bytes at a time'), whole('drip-bytes', 'byte by byte', { limit: 10 * SECOND })],
  },
  {
    row: 'a reply of 3 s, never silent for long (limit 1.5 s where the client takes one)',
    faults: [whole('drip-long', 'a reply of 3 s, with time limits', { isTimed: true })],
  },
  {
    row: 'heartbeats (`: ping`)',
    faults: [whole('heartbeats', 'heartbeats')],
  },
  {
    row: 'legal, but rare: BOM, the other line ends, `id` and `retry`, broken UTF-8 in a comment, another charset named',
    faults: [
      whole('bom', 'BOM'),
      whole('other-lines', 'the other line ends (CRLF; LF for Gemini)'),
      whole('id-retry', 'fields `id` and `retry`'),
      whole('bad-utf8', 'invalid UTF-8 in a comment'),
      whole('charset', 'another charset named'),
    ],
  },
  {
    row: 'gzip; `text/plain`; no content type',
    faults: [whole('gzip', 'gzip'), whole('plain', '`text/plain`'), whole('no-type', 'no content type')],
  },
  {
    row: 'gzip that is cut off, that is corrupt',
    faults: [error('gzip-cut', 'gzip cut off', HALF), error('gzip-corrupt', 'gzip corrupt', HALF)],
  },
  {
    row: 'status 200 and no stream: HTML, JSON, empty, 204',
    faults: [
      error('html', 'HTML with status 200', 0),
      error('json', 'unexpected JSON with status 200', 0),
      error('empty', 'empty body with status 200', 0),
      error('no-content', 'status 204', 0),
    ],
  },
  {
    row: '400, 401, 403, 404, 413, 422: not asked again',
    faults: [refused(400), refused(401, { requests: [1, 2] }), refused(403), refused(404), refused(413), refused(422)],
  },
  {
    row: '401, then well with another token',
    faults: [whole('token', '401, then well with another token', { ...SECOND_TRY, renews: true })],
  },
  {
    row: '429, 500, 501, 503 for ever: three requests at most',
    faults: [refused(429, RETRIED), refused(500, RETRIED), refused(501, RETRIED), refused(503, RETRIED)],
  },
  {
    row: 'error pages: 502 in HTML; 500 empty, of 5 MB, cut off',
    faults: [
      error('html-502', '502 with an HTML page', 0, { ...RETRIED, status: 502 }),
      error('empty-500', '500 with an empty body', 0, { ...RETRIED, status: 500 }),
      error('huge-500', '500 with a body of 5 MB', 0, { ...RETRIED, status: 500 }),
      error('cut-500', '500 with a body that is cut off', 0, { ...RETRIED, status: 500 }),
    ],
  },
  {
    row: '408, 429, 500, 502, 503, 504, then well',
    faults: [408, 429, 500, 502, 503, 504].map((code) => whole(`first-${code}`, `${code}, then well`, SECOND_TRY)),
  },
  {
    row: '429 that says when: seconds, a date, milliseconds, nonsense',
    faults: [
      whole('after-seconds', '429, `Retry-After: 2`', { ...SECOND_TRY, gap: 1_900 }),
      whole('after-date', '429, `Retry-After` as a date', { ...SECOND_TRY, gap: 1_900 }),
      whole('after-ms', '429, `retry-after-ms: 1500`', { ...SECOND_TRY, gap: 1_400 }),
      whole('after-negative', '429, `Retry-After: -5`', SECOND_TRY),
    ],
  },
  {
    row: '429, `Retry-After`: a day',
    faults: [error('after-day', '429, `Retry-After`: a day', 0, { status: 429 })],
  },
  {
    row: 'the server says that it failed: in mid-reply, at once',
    faults: [
      error('failure-middle', 'error event in mid-reply', HALF),
      error('failure-first', 'error event at once', 0),
    ],
  },
  {
    row: 'one event that is not JSON',
    faults: [{ ...error('bad-json', 'one event that is not JSON', HALF), ends: 'either' }],
  },
  {
    row: 'events after the end; an event twice',
    faults: [whole('late', 'events after the end'), whole('twice', 'an event twice', { isTwice: true })],
  },
  {
    row: 'an event of 20 MB; 50,000 events',
    faults: [plenty('huge-event', 'an event of 20 MB'), plenty('many-events', '50,000 events')],
  },
  {
    row: 'redirect 307; one that leads back to itself',
    faults: [
      whole('redirect', 'redirect 307', { requests: [2, 2] }),
      // `fetch` follows twenty.
      error('redirect-loop', 'a redirect to itself', 0, { requests: [1, 63], limit: 10 * SECOND }),
    ],
  },
  {
    row: 'stopped: in mid-reply, before it began, while waiting to ask again',
    faults: [
      { ...error('stop-middle', 'stopped in mid-reply', HALF), ends: 'stop', stop: 'middle' },
      { ...error('stop-before', 'stopped before it began', 0), ends: 'stop', stop: 'before', requests: [0, 0] },
      { ...error('stop-backoff', 'stopped while waiting to ask again', 0), ends: 'stop', stop: 'backoff' },
    ],
  },
  {
    row: '50 replies at once',
    faults: [whole('fifty', '50 replies at once', { streams: 50, requests: [50, 50], limit: 10 * SECOND })],
  },
]

export const faults = rows.flatMap(({ faults: alike }) => alike)
