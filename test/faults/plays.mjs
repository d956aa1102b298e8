/** Every fault as the server plays it. */
import { once } from 'node:events'
import { gzipSync, constants, createGzip } from 'node:zlib'
import { HALF, wordsOf } from './faults.mjs'
import { WORDS } from './wires.mjs'

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
/** Until the client leaves. */
const silence = ({ response }) => new Promise((resolve) => response.once('close', resolve))

function open({ wire, response }, headers = {}, status = 200) {
  const all = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...wire.headers, ...headers }
  const given = Object.entries(all).filter(([, value]) => value !== undefined)
  response.writeHead(status, Object.fromEntries(given))
  response.flushHeaders()
}

/** The events of words that are not the last, or of all of them. */
function events(stage, words, { isWhole = false, eol = stage.wire.eol } = {}) {
  const { head, word, last } = stage.wire
  const [first = '', ...rest] = (isWhole ? words.slice(0, -1) : words).map((one) => word(one, eol))
  return [head(eol) + first, ...rest, ...(isWhole ? [last(words, eol)] : [])]
}
const half = (stage) => events(stage, WORDS.slice(0, HALF))
const rest = (stage) => {
  const { word, last, eol } = stage.wire
  return [...WORDS.slice(HALF, -1).map((one) => word(one, eol)), last(WORDS, eol)]
}
const whole = (stage, words = WORDS, eol = stage.wire.eol) => events(stage, words, { isWhole: true, eol })

/** Each piece as a packet of its own, as far as a network lets one say so. */
async function send({ response, onWords }, pieces, ms = 4) {
  for (const [at, piece] of pieces.entries()) {
    if (response.destroyed) throw new Error('The client has left.')
    if (!response.write(piece)) await once(response, 'drain')
    onWords((at + 1) / pieces.length)
    if (ms > 0) await pause(ms)
  }
}

/** A reply that ends well, in whatever headers and with whatever done to its events. */
const well =
  ({ headers, change = (pieces) => pieces, ms } = {}) =>
  async (stage) => {
    open(stage, headers)
    await send(stage, change(whole(stage), stage), ms)
    stage.response.end()
  }
const sayWell = well()

/** Words, and then something. */
const broken = (end, headers) => async (stage) => {
  open(stage, headers)
  await send(stage, half(stage))
  await end(stage)
}

function refuse({ wire, response }, code, headers = {}) {
  response.writeHead(code, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(wire.refusal(code)))
}
/** Refuses once. */
const first = (code, headers) => async (stage) => {
  if (stage.attempt === 1) refuse(stage, code, headers?.())
  else await sayWell(stage)
}

const answer =
  (status, headers, body) =>
  async ({ response }) => {
    response.writeHead(status, headers)
    response.end(body)
  }

const inPieces = (pieces, size) => {
  const bytes = Buffer.from(pieces.join(''))
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, at * size + size))
}

/** What a reader has the first words of, before the rest is gone. */
async function startGzip(stage) {
  open(stage, { 'content-encoding': 'gzip' })
  const gzip = createGzip()
  gzip.pipe(stage.response, { end: false })
  gzip.write(half(stage).join(''))
  stage.onWords(1)
  await new Promise((resolve) => gzip.flush(constants.Z_SYNC_FLUSH, resolve))
  await pause(30)
  gzip.unpipe()
}

const page =
  '<!doctype html><html><head><title>Sign in</title></head><body><form>Sign in to the network</form></body></html>'
const html = { 'content-type': 'text/html' }

const codes = (list, name, play) => Object.fromEntries(list.map((code) => [`${name}-${code}`, play(code)]))

/** @type {Record<string, (stage: object) => Promise<void>>} */
export const plays = {
  ok: sayWell,

  'reset-before': async ({ reset }) => reset(),
  'close-before': async ({ close }) => close(),
  async 'reset-after'(stage) {
    open(stage)
    await pause(20)
    stage.reset()
  },
  'reset-first': async (stage) => (stage.attempt === 1 ? stage.reset() : sayWell(stage)),
  'reset-middle': broken(({ reset }) => reset()),
  'fin-middle': broken(({ close }) => close()),
  'short-body': broken(({ close }) => close(), { 'content-length': '5000' }),
  'cut-between': broken(({ response }) => response.end()),
  async 'cut-within'(stage) {
    open(stage)
    await send(stage, [...half(stage), stage.wire.word(WORDS[HALF], stage.wire.eol).slice(0, 20)])
    stage.response.end()
  },
  'no-blank-line': well({
    // The end of the UI protocol's last event but one: what is last says nothing.
    change: (pieces) => [...pieces.slice(0, -1), pieces.at(-1).replace('data: [DONE]\n\n', '').trimEnd()],
  }),

  'silence-before': silence,
  async 'silence-after'(stage) {
    open(stage)
    await silence(stage)
  },
  'silence-middle': broken(silence),
  drip: well({ change: (pieces) => inPieces(pieces, 24), ms: 6 }),
  'drip-bytes': well({ change: (pieces) => inPieces(pieces, 1), ms: 1 }),
  'drip-long': well({ ms: 320 }),

  heartbeats: well({ change: (pieces) => [': ping\n\n', ...pieces.map((piece) => `${piece}: ping\n\n`)] }),
  bom: well({ change: ([one, ...others]) => [`\uFEFF${one}`, ...others] }),
  async 'other-lines'(stage) {
    open(stage)
    await send(stage, whole(stage, WORDS, stage.wire.eol === '\n' ? '\r\n' : '\n'))
    stage.response.end()
  },
  'id-retry': well({
    change: (pieces, { wire: { eol } }) => [
      `retry: 100${eol}${eol}`,
      ...pieces.map((piece, at) => `id: ${at}${eol}${piece}`),
    ],
  }),
  'bad-utf8': well({
    change: ([one, ...others]) => [one, Buffer.from([0x3a, 0x20, 0xff, 0xfe, 0x80, 0x0a, 0x0a]), ...others],
  }),
  charset: well({ headers: { 'content-type': 'text/event-stream; charset=iso-8859-1' } }),

  async gzip(stage) {
    open(stage, { 'content-encoding': 'gzip' })
    stage.onWords(1)
    stage.response.end(gzipSync(whole(stage).join('')))
  },
  async 'gzip-cut'(stage) {
    await startGzip(stage)
    stage.response.end()
  },
  async 'gzip-corrupt'(stage) {
    await startGzip(stage)
    stage.response.write('not what was squeezed into this')
    // Together with the end, Node's `fetch` would tell nobody of either.
    await pause(30)
    stage.response.end()
  },
  plain: well({ headers: { 'content-type': 'text/plain' } }),
  'no-type': well({ headers: { 'content-type': undefined } }),

  html: answer(200, html, page),
  json: answer(200, { 'content-type': 'application/json' }, '{"unexpected":true}'),
  empty: answer(200, { 'content-type': 'text/event-stream' }, ''),
  'no-content': answer(204, {}, undefined),

  ...codes(
    [400, 401, 403, 404, 413, 422, 429, 500, 501, 503],
    'status',
    (code) => async (stage) => refuse(stage, code),
  ),
  ...codes([408, 429, 500, 502, 503, 504], 'first', (code) => first(code)),
  token: async (stage) => (stage.request.headers.authorization === 'Bearer new' ? sayWell(stage) : refuse(stage, 401)),
  'after-seconds': first(429, () => ({ 'retry-after': '2' })),
  // Dates have whole seconds.
  'after-date': first(429, () => ({
    'retry-after': new Date(Math.ceil(Date.now() / 1000) * 1000 + 2000).toUTCString(),
  })),
  'after-ms': first(429, () => ({ 'retry-after-ms': '1500' })),
  'after-negative': first(429, () => ({ 'retry-after': '-5' })),
  'after-day': async (stage) => refuse(stage, 429, { 'retry-after': '86400' }),

  'html-502': answer(502, html, page.replaceAll('Sign in', 'Bad Gateway')),
  'empty-500': answer(500, {}, ''),
  'huge-500': answer(500, { 'content-type': 'text/plain' }, 'x'.repeat(5_000_000)),
  async 'cut-500'({ response, close }) {
    response.writeHead(500, { 'content-type': 'application/json', 'content-length': '5000' })
    response.write('{"error":{"message":"The mod')
    await pause(20)
    close()
  },

  'failure-middle': broken(async (stage) => {
    await send(stage, [stage.wire.failure])
    stage.response.end()
  }),
  async 'failure-first'(stage) {
    open(stage)
    await send(stage, [stage.wire.failure])
    stage.response.end()
  },
  'bad-json': broken(async (stage) => {
    const { eol } = stage.wire
    await send(stage, [`data: {"unfinished": ${eol}${eol}`, ...rest(stage)])
    stage.response.end()
  }),
  late: well({ change: (pieces, { wire }) => [...pieces, wire.late] }),
  twice: broken(async (stage) => {
    await send(stage, [stage.wire.word(WORDS[HALF - 1], stage.wire.eol), ...rest(stage)])
    stage.response.end()
  }),

  async 'huge-event'(stage) {
    open(stage)
    await send(stage, inPieces(whole(stage, wordsOf({ id: 'huge-event' })), 65_536), 0)
    stage.response.end()
  },
  async 'many-events'(stage) {
    open(stage)
    await send(stage, inPieces(whole(stage, wordsOf({ id: 'many-events' })), 65_536), 0)
    stage.response.end()
  },

  async redirect(stage) {
    if (stage.request.url.endsWith('/moved')) await sayWell(stage)
    else await answer(307, { location: `${stage.base}/moved` })(stage)
  },
  'redirect-loop': async (stage) => answer(307, { location: stage.request.url })(stage),

  // Slow enough to be stopped in the middle, and never at an end.
  async 'stop-middle'(stage) {
    open(stage)
    await send(stage, events(stage, WORDS), 60)
    await silence(stage)
  },
  'stop-before': sayWell,
  'stop-backoff': async (stage) => refuse(stage, 503, { 'retry-after': '5' }),
  fifty: sayWell,
}
