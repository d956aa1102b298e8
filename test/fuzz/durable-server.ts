import { mockTransport, type TransportRequest } from 'react-genai/testing'
import { pick } from '../random.ts'
import { answer, anyCut, encode } from './broken-network.ts'
import { below, several } from './mutate.ts'
import type { Random } from './rounds.ts'

const PIECES = [
  'a',
  'word ',
  'né 中😀 ',
  '👋🏽',
  '\n',
  '"\\',
  'data: {"message":"x"}\n\n',
  '{}',
  '\u2028',
  'x'.repeat(90),
]

/** What a durable flow streams, and how it ends. */
export interface Script {
  texts: readonly string[]
  ending: 'result' | 'error' | 'nothing'
}

export const anyScript = (random: Random): Script => ({
  texts: several(random, 1, 12, () => pick(random, PIECES)),
  ending: pick(random, ['result', 'result', 'result', 'error', 'nothing'] as const),
})

/** `gentle`: whatever breaks can be taken up again. `hostile`: anything. `none`: nothing breaks. */
export type Weather = 'gentle' | 'hostile' | 'none'

const ID = 'stream-1'

/** A Genkit server that keeps its streams and replays them from the first chunk, behind a network that breaks. */
export class DurableServer {
  weather: Weather
  /** How often the flow was run, and whatever else was asked: `run`, `resume`, `knock`; with `!` when it was answered. */
  runs = 0
  readonly log: string[] = []
  readonly #random: Random
  readonly #script: Script
  /** Whole chunks that have come through on the best connection so far. */
  #told = 0
  #idle = 0
  #cuts: number
  #refused = false

  constructor(random: Random, script: Script, weather: Weather) {
    this.#random = random
    this.#script = script
    this.weather = weather
    this.#cuts = below(random, 7)
  }

  readonly fetch = mockTransport((request) => this.#answer(request)).fetch

  #answer(request: TransportRequest): void {
    if (request.method === 'HEAD') return this.#knock(request)
    const isResume = request.headers.has('x-genkit-stream-id')
    this.log.push(isResume ? 'resume' : 'run')
    if (this.weather === 'hostile') {
      const kind = this.#random()
      if (kind < 0.08) return request.drop()
      // Silence.
      if (kind < 0.12) return undefined
      if (kind < 0.2) {
        const text = pick(this.#random, ['', 'no', '{"status":"INTERNAL","message":"x"}', '<h1>no</h1>'])
        const status = pick(this.#random, [400, 401, 404, 429, 500, 503])
        return request.open({ status }).write(text).close()
      }
      if (kind < 0.24 && isResume) return request.open({ status: 204 }).close()
      if (kind < 0.28) return request.write(pick(this.#random, ['<title>Sign in</title>', 'Hello', ''])).close()
    }
    if (!isResume) this.runs++
    return this.#replay(request.open({ headers: { 'x-genkit-stream-id': ID } }))
  }

  #knock(request: TransportRequest): void {
    this.log.push('knock')
    const kind = this.weather === 'none' ? 1 : this.#random()
    // Silence.
    if (this.weather === 'hostile' && kind < 0.1) return
    if (kind < 0.25 && !(this.weather === 'gentle' && this.#refused)) {
      this.#refused = true
      return request.drop()
    }
    this.#refused = false
    this.log.push('knock!')
    request.open({ status: pick(this.#random, [200, 404, 405, 500]) }).close()
  }

  /** All of it, from the first chunk on, as far as the network lets it. */
  #replay(request: TransportRequest): void {
    const { texts, ending } = this.#script
    const frames = texts.map((text) => ({ message: { content: [{ text }] } }))
    const end = {
      result: { result: texts.join('') },
      error: { error: { status: 'NOT_FOUND', message: 'gone' } },
      nothing: {},
    }[ending]
    // Heartbeats are no chunks, and differ from one replay to the next.
    const beat = (): string => (this.#random() < 0.2 ? ': beat\n\n' : '')
    const lines = [...frames, end].map((frame) => encode(`${beat()}data: ${JSON.stringify(frame)}\n\n`))
    const bytes = Uint8Array.from(lines.flatMap((line) => [...line]))
    if (this.weather === 'none' || (this.weather === 'gentle' && this.#cuts-- <= 0))
      return answer(request, this.#random, bytes)
    if (this.weather === 'hostile') {
      return answer(request, this.#random, bytes, this.#random() < 0.8 ? anyCut(this.#random, bytes.length) : undefined)
    }
    const { at, way } = anyCut(this.#random, bytes.length)
    // Of a body that just ends, a frame may be read although the blank line behind it is missing.
    const [whole, read] = [0, 2].map((missing) => {
      let sum = 0
      return lines.slice(0, texts.length).filter((line) => (sum += line.length) - missing <= at).length
    }) as [number, number]
    // A stream that brings nothing new is taken up a few times only.
    this.#idle = whole > this.#told ? 0 : this.#idle + 1
    if (this.#idle > 2) return answer(request, this.#random, bytes)
    this.#told = Math.max(this.#told, read)
    return answer(request, this.#random, bytes, { at, way })
  }
}
