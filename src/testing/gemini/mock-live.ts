import type { LiveServerMessage } from '../../model/data.ts'
import { mockSocket, type SocketConnection } from '../mock-socket.ts'

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

/** Gemini's Live API, in memory. */
export function mockLive({ reply = (text) => `You said: ${text}`, pace = 60 }: MockLiveOptions = {}): MockLive {
  const received: Record<string, unknown>[] = []
  let turns = 0

  const speak = (socket: SocketConnection, words: readonly string[], turn: number): void => {
    const [word, ...rest] = words
    if (turn !== turns) return
    if (word === undefined) {
      socket.send({ serverContent: { generationComplete: true } })
      socket.send({
        serverContent: { turnComplete: true },
        usageMetadata: { promptTokenCount: 12, responseTokenCount: 8 },
      })
      socket.send({ sessionResumptionUpdate: { newHandle: `handle-${turn}`, resumable: true } })
      return
    }
    const data = mockVoice(word.length * 70)
    const parts = [{ inlineData: { mimeType: `audio/pcm;rate=${RATE}`, data } }]
    socket.send({ serverContent: { modelTurn: { role: 'model', parts }, outputTranscription: { text: word } } })
    setTimeout(() => speak(socket, rest, turn), pace)
  }
  const hear = (socket: SocketConnection, message: Record<string, unknown>): void => {
    received.push(message)
    if ('setup' in message) socket.send({ setupComplete: {} })
    const content = message['clientContent'] as { turns?: { parts?: { text?: string }[] }[] } | undefined
    const text = content?.turns?.flatMap(({ parts = [] }) => parts.map((part) => part.text ?? '')).join(' ')
    const said = text === undefined ? undefined : reply(text)
    if (said !== undefined) speak(socket, said.match(/\S+\s*/g) ?? [], ++turns)
  }
  const { WebSocket, connections } = mockSocket({
    onMessage: (message, connection) => hear(connection, message as Record<string, unknown>),
  })
  return {
    get openSockets() {
      return connections.filter(({ isOpen }) => isOpen).length
    },
    received,
    send: (message) => connections.forEach((connection) => connection.send(message)),
    // In a turn of its own, as news of a network comes.
    close: (code, reason) => void setTimeout(() => connections.forEach((connection) => connection.close(code, reason))),
    WebSocket,
  }
}
