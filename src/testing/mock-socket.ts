/** A connection that was made to the mock: the server's end of it. */
export interface SocketConnection {
  readonly url: string
  /** What was asked for beside it. */
  readonly protocols: readonly string[]
  /** Every message of the page's, oldest first: JSON as it was read, or the text where it is none. */
  readonly received: readonly unknown[]
  /** Whether messages can go either way. */
  readonly isOpen: boolean
  /** Whether it has ended, whoever ended it. */
  readonly isOver: boolean
  /** Lets the page in. Done at once, unless `mockSocket` was told `manual`. */
  open(): void
  /** Says something: JSON, or a text as it is. */
  send(message: unknown): void
  /** Ends the connection. Default: 1000, which is well. */
  close(code?: number, reason?: string): void
  /** Breaks it: 1006, without a word. */
  drop(): void
}

/** What a mock of a socket is told. */
export interface MockSocketOptions {
  /** A connection is being made. */
  onConnect?: ((connection: SocketConnection) => void) | undefined
  /** The page has said something. */
  onMessage?: ((message: unknown, connection: SocketConnection) => void) | undefined
  /** Whether connections wait for `open()`. Default: false. */
  manual?: boolean | undefined
}

/** A network of sockets that is held by hand. */
export interface MockSockets {
  /** What `new WebSocket` is, for `createGeminiClient({ WebSocket })`. */
  readonly WebSocket: typeof globalThis.WebSocket
  /** Every connection that was made, oldest first. */
  readonly connections: readonly SocketConnection[]
  /** The next connection that nobody has taken yet. */
  next(): Promise<SocketConnection>
}

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3

type Handler = ((event: Event) => void) | null

/** The page's end. */
class PageSocket extends EventTarget {
  readyState: number = CONNECTING
  binaryType = 'blob'
  readonly bufferedAmount = 0
  readonly CONNECTING = CONNECTING
  readonly OPEN = OPEN
  readonly CLOSING = CLOSING
  readonly CLOSED = CLOSED
  onopen: Handler = null
  onmessage: Handler = null
  onerror: Handler = null
  onclose: Handler = null
  readonly url: string
  readonly protocol: string
  readonly #server: (message: unknown) => void

  constructor(url: string, protocol: string, server: (message: unknown) => void) {
    super()
    this.url = url
    this.protocol = protocol
    this.#server = server
  }

  /** Tells those who listen, in either way. */
  tell(event: Event): void {
    this.dispatchEvent(event)
    this[`on${event.type}` as 'onopen' | 'onmessage' | 'onerror' | 'onclose']?.(event)
  }

  send(data: unknown): void {
    if (this.readyState === CONNECTING) throw new DOMException('The socket is not open yet.', 'InvalidStateError')
    if (this.readyState === OPEN) this.#server(read(data))
  }

  close(code = 1000, reason = ''): void {
    if (this.readyState >= CLOSING) return
    this.readyState = CLOSING
    setTimeout(() => this.end(code, reason))
  }

  end(code: number, reason: string): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    if (code === 1006) this.tell(new Event('error'))
    this.tell(Object.assign(new Event('close'), { code, reason, wasClean: code === 1000 }))
  }
}

function read(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data) as unknown
  } catch {
    return data
  }
}

/**
 * A network of sockets that is held by hand, for whatever takes a `WebSocket`.
 *
 * @example
 * const socket = mockSocket()
 * const gemini = createGeminiClient({ apiKey: 'test', WebSocket: socket.WebSocket })
 * const session = gemini.live.connect({ model: 'm' })
 * const connection = await socket.next()
 * connection.send({ setupComplete: {} })
 * connection.drop()
 */
export function mockSocket({ onConnect, onMessage, manual = false }: MockSocketOptions = {}): MockSockets {
  const connections: SocketConnection[] = []
  const waiting: ((connection: SocketConnection) => void)[] = []
  let taken = 0

  const connect = (target: string | URL, asked: string | string[] = []): PageSocket => {
    const protocols = [asked].flat()
    const received: unknown[] = []
    const page = new PageSocket(String(target), protocols[0] ?? '', (message) => {
      received.push(message)
      onMessage?.(message, connection)
    })
    const connection: SocketConnection = {
      url: page.url,
      protocols,
      received,
      get isOpen() {
        return page.readyState === OPEN
      },
      get isOver() {
        return page.readyState === CLOSED
      },
      open() {
        if (page.readyState !== CONNECTING) return
        page.readyState = OPEN
        page.tell(new Event('open'))
      },
      send(message) {
        if (page.readyState !== OPEN) return
        const data = typeof message === 'string' ? message : JSON.stringify(message)
        page.tell(new MessageEvent('message', { data }))
      },
      close: (code = 1000, reason = '') => page.end(code, reason),
      drop: () => page.end(1006, ''),
    }
    connections.push(connection)
    waiting.shift()?.(connection)
    onConnect?.(connection)
    // Not at once: whoever made it has not listened yet.
    if (!manual) setTimeout(() => connection.open())
    return page
  }
  // Called with `new`, which gives what it returns.
  const WebSocket = function WebSocket(target: string | URL, asked?: string | string[]): PageSocket {
    return connect(target, asked)
  }
  Object.assign(WebSocket, { CONNECTING, OPEN, CLOSING, CLOSED })
  return {
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    connections,
    next: () =>
      new Promise((resolve) => {
        const found = connections[taken++]
        if (found) resolve(found)
        else waiting.push(resolve)
      }),
  }
}
