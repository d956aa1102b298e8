/**
 * A server that misbehaves on command: `/<wire>/<fault>/<run>/…`. It keeps count of every run: when it was asked, whether
 * how much of its words it has been sent, and whether the client has hung up.
 */
import { createServer } from 'node:http'
import { createServer as createSocketServer } from 'node:net'
import { plays } from './plays.mjs'
import { wires } from './wires.mjs'

/**
 * @typedef {object} Seen
 * @property {number[]} times When it was asked, in milliseconds.
 * @property {number} said What part of the words before the fault it has sent, from 0 to 1.
 * @property {number} closes How often the client has hung up in mid-answer.
 */

const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))

/** A port that nobody listens on. */
async function closedPort() {
  const server = createSocketServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

export async function startServer() {
  /** @type {Map<string, Seen>} */
  const runs = new Map()
  const seenOf = (run) => {
    if (!runs.has(run)) runs.set(run, { times: [], said: 0, closes: 0 })
    return runs.get(run)
  }
  const server = createServer((request, response) => {
    const [, wire, fault, run] = request.url.split('/')
    const seen = seenOf(run)
    seen.times.push(performance.now())
    request.resume()
    request.on('error', () => undefined)
    response.on('error', () => undefined)
    request.socket.setNoDelay(true)
    let isOurs = false
    response.on('close', () => {
      if (!response.writableFinished && !isOurs) seen.closes++
    })
    const breaking = (end) => {
      isOurs = true
      end()
    }
    const stage = {
      wire: wires[wire],
      request,
      response,
      attempt: seen.times.length,
      base: `/${wire}/${fault}/${run}`,
      onWords: (part) => void (seen.said = Math.max(seen.said, part)),
      reset: () => breaking(() => request.socket.resetAndDestroy()),
      close: () => breaking(() => request.socket.end()),
    }
    // A client that has left makes the rest of the play fail, which is no news.
    request.once('end', () => void plays[fault](stage).catch(() => response.destroy()))
  })
  const [port, closed] = [await listen(server), await closedPort()]
  return {
    /** Where a client finds a fault. */
    url: (wire, fault, run) => `http://127.0.0.1:${fault === 'port-closed' ? closed : port}/${wire}/${fault}/${run}`,
    /** What has been seen of a run. */
    seen: seenOf,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
