/** The servers that both clients are put against. What their methods return goes to the process of the client as JSON. */
import { fork } from 'node:child_process'
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))

/** Processes that were started here and are still there. */
const running = new Set()
export const endAll = () => running.forEach((child) => child.kill('SIGKILL'))

/** Forks, and forgets when it is gone. */
export function start(path, args, options) {
  const child = fork(path, args, options)
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/**
 * A server that plays exact bytes.
 * @param {(response: import('node:http').ServerResponse) => Promise<void>} play
 */
async function startBytes(play) {
  const state = { closedAt: undefined }
  const server = createHttpServer((request, response) => {
    request.resume()
    response.socket?.setNoDelay(true)
    response.on('close', () => {
      if (!response.writableFinished) state.closedAt ??= performance.now()
    })
    // A client that has left makes the rest of the play fail, which is no news.
    play(response).catch(() => response.destroy())
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}/flow`,
    /** Milliseconds until the client has closed the connection, at most `limit`; `null` when it has not. */
    async closed(limit) {
      const since = performance.now()
      while (state.closedAt === undefined && performance.now() - since < limit) await pause(5)
      return state.closedAt === undefined ? null : Math.max(0, Math.round(state.closedAt - since))
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/**
 * A real Genkit server in a process of its own. When it dies of itself it is started again, as a supervisor would.
 * @param {'cjs' | 'esm'} build How Genkit is loaded.
 */
async function startLab(build) {
  const path = fileURLToPath(
    new URL(`../../test/genkit-servers/${build}.${build === 'cjs' ? 'cjs' : 'mjs'}`, import.meta.url),
  )
  let port = 0
  let child
  let deaths = 0
  let isOver = false
  /** @type {Promise<number>} */
  let ready
  const launch = () => {
    const mine = start(path, [String(port)], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    child = mine
    mine.once('exit', () => {
      if (isOver || mine.isMeant) return
      deaths++
      ready = launch()
    })
    const bound = new Promise((resolve, reject) => {
      mine.once('message', (own) => resolve((port = Number(own))))
      mine.once('exit', () => reject(new Error(`The ${build} lab did not start.`)))
    })
    bound.catch(() => undefined)
    return bound
  }
  ready = launch()
  await ready
  return {
    url: `http://127.0.0.1:${port}`,
    seen: async () => (await fetch(`http://127.0.0.1:${port}/seen`)).json(),
    /** How often it has died of itself. */
    deaths: () => deaths,
    /** Ends it in the middle of everything and starts it again, with an empty memory. */
    async crash() {
      child.isMeant = true
      child.kill('SIGKILL')
      await new Promise((resolve) => child.once('exit', resolve))
      ready = launch()
    },
    back: async () => void (await ready),
    async stop() {
      isOver = true
      child.kill('SIGKILL')
    },
  }
}

/**
 * A wire between client and server that breaks on command.
 * @param {string} target
 * @param {number[]} cuts After how many bytes of the body the next connections break, one each.
 */
async function startWire(target, cuts = []) {
  const left = [...cuts]
  const open = new Set()
  let { port } = new URL(target)
  let isDown = false
  let ids = 0
  const server = createServer((near) => {
    near.on('error', () => undefined)
    if (isDown) {
      near.resetAndDestroy()
      return
    }
    open.add(near)
    const far = connect(Number(port), '127.0.0.1')
    let room = Infinity
    let isHead = false
    near.on('data', (piece) => {
      const text = piece.toString('latin1')
      if (text.startsWith('POST')) {
        room = left.shift() ?? Infinity
        isHead = true
        if (/\r\nx-genkit-stream-id:/i.test(text)) ids++
      }
      far.write(piece)
    })
    far.on('data', (piece) => {
      const head = isHead ? piece.indexOf('\r\n\r\n') + 4 : 0
      isHead = false
      if (piece.length >= head + room) {
        near.write(piece.subarray(0, head + room), () => near.end())
        far.destroy()
        return
      }
      room -= piece.length - head
      near.write(piece)
    })
    far.on('error', () => near.resetAndDestroy())
    far.on('end', () => near.end())
    near.on('close', () => {
      open.delete(near)
      far.destroy()
    })
  })
  const own = await listen(server)
  return {
    url: `http://127.0.0.1:${own}`,
    /** Breaks what is open now. */
    cut: () => open.forEach((socket) => socket.resetAndDestroy()),
    /** Lets nothing through for so long. */
    async down(ms) {
      isDown = true
      open.forEach((socket) => socket.resetAndDestroy())
      setTimeout(() => (isDown = false), ms)
    },
    /** How many of the connections that were to break have broken. */
    cutsMade: () => cuts.length - left.length,
    /** How often a client has sent the id of a stream. */
    idsSent: () => ids,
    retarget(url) {
      ;({ port } = new URL(url))
      open.forEach((socket) => socket.resetAndDestroy())
    },
    async stop() {
      open.forEach((socket) => socket.destroy())
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** @typedef {{ bytes: Function } | { lab: 'cjs' | 'esm', fresh?: boolean, wire?: number[], deploy?: boolean }} ServerPlan */

/** Labs that nothing is done to are used again, one for each client. */
const shared = new Map()

/** Starts what a scenario needs. @param {ServerPlan} plan @param {string} client */
export async function startServer(plan, client) {
  if (plan.bytes) return startBytes(plan.bytes)
  const key = `${client} ${plan.lab}`
  if (!plan.fresh && !shared.has(key)) shared.set(key, startLab(plan.lab))
  const lab = await (plan.fresh ? startLab(plan.lab) : shared.get(key))
  const stopLab = plan.fresh ? lab.stop : () => undefined
  if (!plan.wire) return { ...lab, stop: stopLab }
  const wire = await startWire(lab.url, plan.wire)
  const next = plan.deploy ? await startLab(plan.lab) : undefined
  return {
    ...lab,
    ...wire,
    deaths: () => lab.deaths() + (next?.deaths() ?? 0),
    /** A new version takes over behind the same address: it is reached at once, and knows nothing of the streams before. */
    async deploy() {
      wire.retarget(next.url)
      await lab.stop()
    },
    async stop() {
      await Promise.all([wire.stop(), stopLab(), next?.stop()])
    },
  }
}
