/** Serves the pages, and streams one reply in the protocol of whoever asks. */
import { createServer } from 'node:http'

const sse = (value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`
const message = (text) => ({ role: 'model', content: [{ text }] })

/** Every protocol’s first words come with its first write, and its end with its last: all replies take equally long. */
const framed = (before, events, after) =>
  events.map((event, at) => {
    const opening = at === 0 ? before.join('') : ''
    return opening + event + (at === events.length - 1 ? after.join('') : '')
  })

/** By path: what a server of that protocol writes for a reply in these pieces. */
const protocols = {
  '/text': {
    type: 'text/plain; charset=utf-8',
    writes: (pieces) => pieces,
  },
  '/flow': {
    type: 'text/event-stream',
    writes: (pieces) =>
      framed(
        [],
        pieces.map((piece) => sse({ message: { ...message(piece), index: 0 } })),
        [sse({ result: { message: message(pieces.join('')), finishReason: 'stop' } })],
      ),
  },
  '/chat': {
    type: 'text/event-stream',
    headers: { 'x-vercel-ai-ui-message-stream': 'v1' },
    writes: (pieces) =>
      framed(
        [sse({ type: 'start' }), sse({ type: 'text-start', id: 'text' })],
        pieces.map((delta) => sse({ type: 'text-delta', id: 'text', delta })),
        [sse({ type: 'text-end', id: 'text' }), sse({ type: 'finish' }), sse('[DONE]')],
      ),
  },
  '/agui': {
    type: 'text/event-stream',
    writes: (pieces) => {
      const run = { threadId: 'thread', runId: 'run' }
      const of = { messageId: 'message' }
      return framed(
        [sse({ type: 'RUN_STARTED', ...run }), sse({ type: 'TEXT_MESSAGE_START', ...of, role: 'assistant' })],
        pieces.map((delta) => sse({ type: 'TEXT_MESSAGE_CONTENT', ...of, delta })),
        [sse({ type: 'TEXT_MESSAGE_END', ...of }), sse({ type: 'RUN_FINISHED', ...run, finishReason: 'stop' })],
      )
    },
  },
  '/openai': {
    type: 'text/event-stream',
    writes: (pieces) =>
      framed(
        [],
        pieces.map((content, at) =>
          sse({ id: 'reply', choices: [{ index: 0, delta: at === 0 ? { role: 'assistant', content } : { content } }] }),
        ),
        [sse('[DONE]')],
      ),
  },
}

/** Piece by piece, or all of it at once, until there is no more, or nobody listens any more. */
function drip(response, writes, pace) {
  if (pace === 0) {
    for (const write of writes) response.write(write)
    response.end()
    return
  }
  let at = 0
  const timer = setInterval(() => {
    response.write(writes[at++])
    if (at < writes.length) return
    clearInterval(timer)
    response.end()
  }, pace)
  response.on('close', () => clearInterval(timer))
}

/**
 * @param {Map<string, { type: string, body: string | Uint8Array }>} files What there is to GET, by path.
 * @returns A server with a `scene` to set: the reply in `pieces`, the messages `earlier` than it, and `pace`: the
 * milliseconds between two pieces, or 0 for no pause at all.
 */
export async function serve(files) {
  let scene = { pieces: [], earlier: [], pace: 5 }
  let writes = {}
  const served = {
    get scene() {
      return scene
    },
    /** All is written down before anybody asks: no protocol waits for what another one has less of. */
    set scene(next) {
      scene = next
      writes = Object.fromEntries(Object.entries(protocols).map(([path, one]) => [path, one.writes(next.pieces)]))
    },
  }
  const server = createServer((request, response) => {
    const protocol = request.method === 'POST' && protocols[request.url]
    const file = files.get(request.url)
    if (protocol) {
      request.resume()
      response.writeHead(200, { 'content-type': protocol.type, 'cache-control': 'no-cache', ...protocol.headers })
      drip(response, writes[request.url], scene.pace)
    } else if (request.url === '/earlier') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(scene.earlier))
    } else if (file) {
      response.writeHead(200, { 'content-type': file.type }).end(file.body)
    } else {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return Object.assign(served, { origin: `http://127.0.0.1:${server.address().port}`, close })
}
