/** What can happen to one stream: bytes that are cut, framed or ended as networks and Genkit's other servers do it. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { alike, partial, pause, shown, textVerdict, told } from './sides.mjs'

const words = (n) => Array.from({ length: n }, (_, at) => `word${at} 👋🏽 `)
const WHOLE = words(5).join('')
const chunkOf = (text) => ({ message: { role: 'model', index: 0, content: [{ text }] } })
const resultOf = (text) => ({ result: { message: { role: 'model', content: [{ text }] }, finishReason: 'stop' } })
const data = (value, end = '\n\n') => `data: ${JSON.stringify(value)}${end}`
const chunks = words(5).map((word) => data(chunkOf(word)))
const result = data(resultOf(WHOLE))

/** Plays pieces, each as a packet of its own. */
const play = (pieces, { status = 200, type = 'text/event-stream', ms = 15, end = 'end' } = {}) => ({
  async bytes(response) {
    response.writeHead(status, { 'content-type': type })
    for (const piece of pieces) {
      response.write(piece)
      await pause(ms)
    }
    response[end]()
  },
})

/** In packets of 7 bytes, so that characters of four are cut in two. */
const sliced = (text) => {
  const bytes = Buffer.from(text)
  return Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7))
}

/** A stream that ends well: the text is exact, and so is the result. */
const exact = (name, server, path = '', input, whole = WHOLE) =>
  alike(name, server, async (side, url) => {
    const { text, result: final, error } = await side.read(url + path, input)
    if (error) return `fails: ${shown(error)}${whole && `, ${textVerdict(text, whole)}`}`
    const verdict = textVerdict(text, whole)
    return verdict === 'text exact' && final === whole ? 'survived: text exact' : verdict
  })

/** A stream that ends badly, without the server saying why. */
const broken = (name, server, whole = '') =>
  alike(name, server, async (side, url) => {
    const { text, error } = await side.read(url)
    if (!error) return 'failure not noticed'
    const kept = text ? partial(error, text) : 'nothing shown'
    const facts = [shown(error), kept, whole.startsWith(text) ? '' : 'wrong text shown'].filter(Boolean).join(', ')
    return shown(error).startsWith('typed') ? `survived: ${facts}` : facts
  })

/** A server that says why it failed, after two chunks. */
const failing = (name, server, path, input) =>
  alike(name, server, async (side, url) => {
    const { text, error } = await side.read(url + path, input)
    const isClean = text === words(2).join('')
    return [
      told(error, 'NOT_FOUND', 'No such cat'),
      partial(error, text),
      isClean ? '' : `shown as text: "${text.slice(-20)}"`,
    ]
      .filter(Boolean)
      .join(', ')
  })

const lab = { lab: 'cjs' }
const page = '<!doctype html>\n<html><head><title>Sign in</title></head>\n<body>Please sign in</body></html>\n'

/** 8 MB in one frame, as a picture comes. */
const picture = {
  async bytes(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const media = {
      message: { role: 'model', index: 0, content: [{ media: { url: 'A'.repeat(8_000_000) } }, { text: 'seen' }] },
    }
    const bytes = Buffer.from(data(media) + data(resultOf('seen')))
    for (let at = 0; at < bytes.length; at += 16_384) {
      if (!response.write(bytes.subarray(at, at + 16_384)))
        await new Promise((resolve) => response.once('drain', resolve))
    }
    response.end()
  },
}

/** Goes on for ever. */
const endless = {
  async bytes(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    while (!response.destroyed) {
      response.write(chunks[0])
      await pause(20)
    }
  },
}

const silent = {
  async bytes(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(chunks[0])
    await pause(20_000)
  },
}

const closing = async (server) => {
  const ms = await server.closed(1000)
  return ms === null
    ? 'connection still open after 1 s'
    : `survived: connection closed${ms > 100 ? ` after ${ms} ms` : ' at once'}`
}

export const wireScenarios = [
  exact('characters split over packets', play(sliced([...chunks, result].join('')), { ms: 2 })),
  exact('heartbeat comments (`: ping`)', play([': ping\n\n', chunks[0], ': ping\n\n', ...chunks.slice(1), result])),
  exact('heartbeats of a real callable', lab, '/callable/heartbeat', { n: 2, ms: 1300 }, words(2).join('')),
  exact(
    'frames that end in CRLF',
    play([...words(5).map((word) => data(chunkOf(word), '\r\n\r\n')), data(resultOf(WHOLE), '\r\n\r\n')]),
  ),
  exact('a chunk that is undefined (`{}`)', play([chunks[0], data({}), ...chunks.slice(1), result])),
  exact('a real flow that returns nothing, Express', lab, '/silent', undefined, ''),
  exact('a real flow that returns nothing, Next', lab, '/next/silent', undefined, ''),
  broken('stream ends before the result', play(chunks), WHOLE),
  broken('stream ends in the middle of a frame', play([...chunks.slice(0, 3), chunks[3].slice(0, 30)]), WHOLE),
  broken('connection breaks in mid-stream', play(chunks, { end: 'destroy' }), WHOLE),
  broken('HTML page with status 200', play([page], { type: 'text/html' })),
  broken('HTML page with a blank line, status 200', play([page.replace('<body>', '\n<body>')], { type: 'text/html' })),
  broken('status 204', play([], { status: 204 })),
  failing('failure after chunks, Express', lab, '/count', { n: 2, fail: true }),
  failing('failure after chunks, Next', lab, '/next/count', { n: 2, fail: true }),
  alike('failure after chunks, callable', lab, async (side, url) => {
    const { text, error } = await side.read(`${url}/callable/count`, { n: 2, fail: true })
    // A callable hides what it does not know: `INTERNAL` is all that is on the wire.
    return `${told(error, 'INTERNAL', 'INTERNAL')}, ${partial(error, text)}`
  }),
  alike(
    "Go's plain-text error, status 500",
    play(['flow failed: boom\n'], { status: 500, type: 'text/plain' }),
    async (side, url) => told(await side.whole(url), 500, 'flow failed: boom'),
  ),
  alike(
    'refused by Express (401, JSON)',
    play(['{"status":"UNAUTHENTICATED","message":"Sign in first"}'], { status: 401, type: 'application/json' }),
    async (side, url) => told(await side.whole(url), 'UNAUTHENTICATED', 'Sign in first'),
  ),
  alike('bad input, refused by a real schema', lab, async (side, url) => {
    const error = await side.whole(`${url}/shout`, { text: 5 })
    return `${told(error, 'INVALID_ARGUMENT', 'must be string')}, message of ${String(error?.message).length} characters`
  }),
  broken('connection reset before an answer', {
    async bytes(response) {
      response.destroy()
    },
  }),
  alike('flow fails while the app is busy with a chunk', lab, async (side, url) => {
    const { error } = await side.read(`${url}/count`, { n: 1, fail: true }, { onChunk: () => pause(200) })
    return error ? 'survived: error caught in the loop' : 'failure not noticed'
  }),
  ...[0, 2].map((n) =>
    alike(`flow fails after ${n} chunks, only the result is awaited`, lab, async (side, url) =>
      (await side.resultOnly(`${url}/count`, { n, fail: true })) ? 'survived: error caught' : 'failure not noticed',
    ),
  ),
  alike('8 MB in one frame', picture, async (side, url) => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const since = performance.now()
    const { text, error } = await side.read(url)
    const ms = Math.round(performance.now() - since)
    if (error || text !== 'seen') return `fails: ${shown(error)}`
    return `survived: ${ms} ms, at most ${Math.round(delay.max / 1e6)} ms without a frame drawn`
  }),
  alike('server falls silent (limit 1 s, where there is one)', silent, async (side, url) => {
    const { text, error } = await side.read(url, undefined, { client: { idleTimeout: 1000 } })
    const facts = `${shown(error)}, ${partial(error, text)}`
    return shown(error).startsWith('typed') ? `survived: ${facts}` : facts
  }),
  alike('abort closes the connection', endless, async (side, url, server) => {
    const control = new AbortController()
    const onChunk = ({ chunks: n }) => void (n === 3 && control.abort())
    const { error } = await side.read(url, undefined, { onChunk, signal: control.signal })
    return `${await closing(server)}, ${error ? (error.code === 'aborted' ? 'typed (aborted)' : error.name) : 'no error'}`
  }),
  alike('leaving the loop (`break`) closes it too', endless, async (side, url, server) => {
    await side.read(url, undefined, { onChunk: ({ chunks: n }) => n < 3 })
    return closing(server)
  }),
  ...['/count', '/next/count'].map((path) =>
    alike(
      `abort reaches the flow on ${path === '/count' ? 'Express' : 'Next'}`,
      { ...lab, fresh: true },
      async (side, url, server) => {
        const control = new AbortController()
        const onChunk = ({ chunks: n }) => void (n === 3 && control.abort())
        await side.read(url + path, { n: 100 }, { onChunk, signal: control.signal })
        await pause(500)
        return (await server.seen()).aborted.count ? 'survived: its signal fires' : 'the flow goes on to its end'
      },
    ),
  ),
]
