import type { LiveServerMessage } from '../../model/data.ts'

/** A live service that is held by hand, and says what it heard when nobody holds it. */
export interface MockLive {
  /** Sessions that are open right now. */
  readonly openSockets: number
  /** Every message of the client's, oldest first. */
  readonly received: readonly Record<string, unknown>[]
  /** Says something to every session. */
  send(message: LiveServerMessage): void
  /** Ends the connection of every session. */
  close(code: number, reason?: string): void
  /** What `new WebSocket` is, for `createGeminiClient`. */
  readonly WebSocket: typeof globalThis.WebSocket
}

/** How it speaks. */
export interface MockLiveOptions {
  /** What is said to something that was written; `undefined`: nothing, it is held by hand. Default: that it was heard. */
  reply?: ((text: string) => string | undefined) | undefined
  /** Milliseconds from one piece to the next. Default: 60. */
  pace?: number | undefined
}

const RATE = 24_000

/** A hum, as long as it takes to say the words: PCM, 16 bits, in base64. */
export function mockVoice(milliseconds: number): string {
  const count = Math.round((RATE * milliseconds) / 1000)
  let text = ''
  for (let at = 0; at < count; at++) {
    const swell = Math.sin((Math.PI * at) / count)
    const value = Math.round(Math.sin((2 * Math.PI * 220 * at) / RATE) * swell * 6000) & 0xffff
    text += String.fromCharCode(value & 0xff, value >> 8)
  }
  return btoa(text)
}

class MockSocket extends EventTarget {
  readyState = 0
  binaryType = 'arraybuffer'
  bufferedAmount = 0
  readonly #onSend: (socket: MockSocket, message: Record<string, unknown>) => void

  constructor(onSend: (socket: MockSocket, message: Record<string, unknown>) => void) {
    super()
    this.#onSend = onSend
    setTimeout(() => {
      if (this.readyState !== 0) return
      this.readyState = 1
      this.dispatchEvent(new Event('open'))
    })
  }

  send(text: string): void {
    this.#onSend(this, JSON.parse(text) as Record<string, unknown>)
  }

  say(message: object): void {
    if (this.readyState === 1) this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }))
  }

  close(code = 1000, reason = ''): void {
    if (this.readyState === 3) return
    this.readyState = 3
    setTimeout(() => this.dispatchEvent(Object.assign(new Event('close'), { code, reason, wasClean: code === 1000 })))
  }
}

/** Gemini's Live API, in memory. */
export function mockLive({ reply = (text) => `You said: ${text}`, pace = 60 }: MockLiveOptions = {}): MockLive {
  const sockets = new Set<MockSocket>()
  const received: Record<string, unknown>[] = []
  let turns = 0

  const speak = (socket: MockSocket, words: readonly string[], turn: number): void => {
    const [word, ...rest] = words
    if (turn !== turns) return
    if (word === undefined) {
      socket.say({ serverContent: { generationComplete: true } })
      socket.say({
        serverContent: { turnComplete: true },
        usageMetadata: { promptTokenCount: 12, responseTokenCount: 8 },
      })
      socket.say({ sessionResumptionUpdate: { newHandle: `handle-${turn}`, resumable: true } })
      return
    }
    const data = mockVoice(word.length * 70)
    const parts = [{ inlineData: { mimeType: `audio/pcm;rate=${RATE}`, data } }]
    socket.say({ serverContent: { modelTurn: { role: 'model', parts }, outputTranscription: { text: word } } })
    setTimeout(() => speak(socket, rest, turn), pace)
  }
  const hear = (socket: MockSocket, message: Record<string, unknown>): void => {
    received.push(message)
    if ('setup' in message) socket.say({ setupComplete: {} })
    const content = message['clientContent'] as { turns?: { parts?: { text?: string }[] }[] } | undefined
    const text = content?.turns?.flatMap(({ parts = [] }) => parts.map((part) => part.text ?? '')).join(' ')
    const said = text === undefined ? undefined : reply(text)
    if (said !== undefined) speak(socket, said.match(/\S+\s*/g) ?? [], ++turns)
  }
  const WebSocket = function WebSocket(): MockSocket {
    const socket = new MockSocket(hear)
    sockets.add(socket)
    socket.addEventListener('close', () => sockets.delete(socket))
    return socket
  }
  return {
    get openSockets() {
      return [...sockets].filter(({ readyState }) => readyState === 1).length
    },
    received,
    send: (message) => sockets.forEach((socket) => socket.say(message)),
    close: (code, reason) => sockets.forEach((socket) => socket.close(code, reason)),
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
  }
}
