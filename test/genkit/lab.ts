import { type ChildProcess, fork } from 'node:child_process'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

/** Genkit loaded by `require`, or by `import`, where Express's plugin brings a second copy of Genkit's core. */
export type Build = 'cjs' | 'esm'

/** What the servers have seen. */
interface Seen {
  runs: Record<string, number>
  aborted: Record<string, boolean>
  bodies: { path: string; body: { data?: unknown; init?: unknown }; headers: Record<string, string> }[]
}

/** A real Genkit server in a process of its own, which may die. */
export interface Lab extends AsyncDisposable {
  readonly url: string
  seen(): Promise<Seen>
  /** Whether the process is still there. */
  readonly isAlive: boolean
  kill(): Promise<void>
  /** Starts it anew on the same port, with an empty memory. */
  restart(): Promise<void>
}

const entry = (build: Build): string =>
  fileURLToPath(new URL(`../genkit-servers/${build}.${build === 'cjs' ? 'cjs' : 'mjs'}`, import.meta.url))

async function launch(build: Build, port: number): Promise<[ChildProcess, number]> {
  // Loaded as an app would: without the loaders and flags of the test runner.
  const child = fork(entry(build), [String(port)], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let complaints = ''
  child.stderr?.on('data', (piece: Buffer) => (complaints += piece.toString()))
  const bound = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)))
    child.once('exit', (code) => reject(new Error(`The Genkit server ended with ${code}: ${complaints.slice(-2000)}`)))
  })
  return [child, bound]
}

export async function startLab(build: Build = 'cjs'): Promise<Lab> {
  let [child, port] = await launch(build, 0)
  const gone = (): boolean => child.exitCode !== null || child.signalCode !== null
  const kill = async (): Promise<void> => {
    if (gone()) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    seen: async () => (await (await fetch(`${url}/seen`)).json()) as Seen,
    get isAlive() {
      return !gone()
    },
    kill,
    async restart() {
      await kill()
      ;[child, port] = await launch(build, port)
    },
    [Symbol.asyncDispose]: kill,
  }
}

/** A wire between a client and a server that breaks on command. */
export interface Wire extends AsyncDisposable {
  readonly url: string
  /** Breaks the next connections, one each, after so many bytes of the answer's body. */
  cutAfter(...bytes: number[]): void
  /** Breaks what is open now. */
  cut(): void
  /** Connections so far. */
  readonly connections: number
  /** Lets nothing through: connections are reset. */
  isDown: boolean
}

export async function startWire(target: string): Promise<Wire> {
  const cuts: number[] = []
  const open = new Set<Socket>()
  const { port } = new URL(target)
  const wire = createServer((near) => {
    wireFacts.connections++
    near.on('error', () => undefined)
    if (wireFacts.isDown) {
      near.resetAndDestroy()
      return
    }
    open.add(near)
    const far = connect(Number(port), '127.0.0.1')
    let isPost = false
    let limit = Infinity
    let sent: number | undefined
    near.on('data', (piece: Buffer) => {
      // Knocks are let through whole.
      if (piece.toString('latin1').startsWith('POST')) {
        isPost = true
        limit = cuts.shift() ?? Infinity
        sent = undefined
      }
      far.write(piece)
    })
    far.on('data', (piece: Buffer) => {
      const head = sent === undefined ? piece.indexOf('\r\n\r\n') + 4 : 0
      const left = isPost ? head + limit - (sent ?? 0) : Infinity
      if (piece.length >= left) {
        near.write(piece.subarray(0, Math.max(0, left)), () => near.end())
        far.destroy()
        return
      }
      sent = (sent ?? 0) + piece.length - head
      near.write(piece)
    })
    far.on('error', () => near.resetAndDestroy())
    far.on('end', () => near.end())
    near.on('close', () => {
      open.delete(near)
      far.destroy()
    })
  })
  const wireFacts = { connections: 0, isDown: false }
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(wire.address() as AddressInfo).port}`,
    cutAfter: (...bytes) => void cuts.push(...bytes),
    cut: () => open.forEach((socket) => socket.resetAndDestroy()),
    get connections() {
      return wireFacts.connections
    },
    get isDown() {
      return wireFacts.isDown
    },
    set isDown(value) {
      wireFacts.isDown = value
    },
    async [Symbol.asyncDispose]() {
      open.forEach((socket) => socket.destroy())
      await new Promise((resolve) => wire.close(resolve))
    },
  }
}
