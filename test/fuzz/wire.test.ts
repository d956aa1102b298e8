import { deepStrictEqual, ok } from 'node:assert/strict'
import { createFlowFrameReader } from '../../src/wire/flow-frames.ts'
import { createGeminiFrameReader } from '../../src/wire/gemini-frames.ts'
import { createSseParser } from '../../src/wire/sse.ts'
import { pick } from '../random.ts'
import { finds, fuzz } from './fuzz.ts'
import { inPackets, mutateBytes, mutateText } from './mutate.ts'
import type { Check, Random } from './rounds.ts'
import { readEvents, type ReadEvents } from './sse-reference.ts'
import { recordedEvents, recordedFlows, recordedGemini } from './wire-recorded.ts'
import { anyEvents, flowStream, geminiStream, TOKENS } from './wire-streams.ts'
import { workOf } from './work.ts'

/** What both wires' readers are. */
interface Reader {
  push(bytes: Uint8Array): readonly unknown[]
  end(): readonly unknown[]
}
type MakeReader = () => Reader

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

function read(make: MakeReader, chunks: Iterable<Uint8Array>): unknown[] {
  const reader = make()
  const frames: unknown[] = []
  for (const chunk of chunks) frames.push(...reader.push(chunk))
  return [...frames, ...reader.end()]
}

function readSse(chunks: Iterable<Uint8Array>): ReadEvents {
  const found: ReadEvents = { events: [], retries: [] }
  const { push, end } = createSseParser({
    onEvent: (event) => found.events.push(event),
    onRetry: (ms) => found.retries.push(ms),
  })
  for (const chunk of chunks) push(chunk)
  end()
  return found
}

/** A recorded or made-up body, most often with wounds. */
function anyBody(random: Random, recorded: readonly string[], make: (random: Random) => string): Uint8Array {
  const text = random() < 0.5 ? pick(random, recorded) : make(random)
  const kind = random()
  if (kind < 0.2) return encode(text)
  if (kind < 0.7) return encode(mutateText(random, text, TOKENS))
  return mutateBytes(random, encode(text))
}

const anyFlow = (random: Random): Uint8Array => anyBody(random, recordedFlows, (own) => flowStream(own).text)
const anyGemini = (random: Random): Uint8Array => anyBody(random, recordedGemini, (own) => geminiStream(own).text)

/** Whatever the bytes, the same frames come of them wherever they are cut, and nothing is thrown. */
const sameAnyhow =
  (make: MakeReader, anyBytes: (random: Random) => Uint8Array): Check =>
  (random, note) => {
    const bytes = anyBytes(random)
    note(new TextDecoder().decode(bytes))
    const whole = read(make, [bytes])
    for (const most of [3, 64]) deepStrictEqual(read(make, inPackets(random, bytes, most)), whole)
    if (bytes.length < 500)
      deepStrictEqual(
        read(
          make,
          Array.from(bytes, (byte) => Uint8Array.of(byte)),
        ),
        whole,
      )
  }

/** What was meant is what is read. */
const asMeant =
  (make: MakeReader, stream: (random: Random) => { text: string; frames: unknown[] }): Check =>
  (random, note) => {
    const { text, frames } = stream(random)
    note(text)
    deepStrictEqual(read(make, inPackets(random, encode(text), 40)), frames)
  }

/** How often a character may be looked at: the readers look three times, and at line ends five. */
const LOOKS = 8

/** However small the pieces, a long body costs no more for each of its characters than a short one. */
const linear =
  (make: MakeReader, anyBytes: (random: Random) => Uint8Array): Check =>
  (random, note) => {
    // One frame, page or run of lines that grows and grows, behind whatever.
    const start = pick(random, [
      'data: {"message":"',
      '<html>',
      '{"result":"',
      'error: {"a":"',
      ': ',
      '[{"a":"',
      '{\n"a":"',
    ])
    const rest = pick(random, ['x ', 'x ', 'x\n', '\n\n', '{}\r\n', '\ndata: {', '{"', '\\"'])
    const body = new TextDecoder().decode(anyBytes(random).subarray(0, 500))
    const bytes = encode(`${body}\n\n${start}${rest.repeat(16_000 / rest.length)}`)
    note({ start, rest })
    const pieces = inPackets(random, bytes, 64)
    const looks = workOf(() => void read(make, pieces))
    ok(looks < LOOKS * bytes.length, `looked at ${looks} characters to read ${bytes.length} bytes`)
  }

fuzz('a flow: any bytes make the same frames at any chunking', sameAnyhow(createFlowFrameReader, anyFlow), 250)
fuzz('a flow: frames are read as they were meant', asMeant(createFlowFrameReader, flowStream), 400)
fuzz('a flow: no character is looked at again and again', linear(createFlowFrameReader, anyFlow), 8)
fuzz('Gemini: any bytes make the same frames at any chunking', sameAnyhow(createGeminiFrameReader, anyGemini), 250)
fuzz('Gemini: frames are read as they were meant', asMeant(createGeminiFrameReader, geminiStream), 400)
fuzz('Gemini: no character is looked at again and again', linear(createGeminiFrameReader, anyGemini), 8)

fuzz(
  'events: what the standard says, at any chunking',
  (random, note) => {
    const bytes = anyBody(random, recordedEvents, anyEvents)
    note(new TextDecoder().decode(bytes))
    deepStrictEqual(readSse(inPackets(random, bytes, 8)), readEvents(bytes))
  },
  600,
)

/** Frames of the lines that are whole within one piece. */
function forgetful(): Reader {
  const push = (bytes: Uint8Array): unknown[] =>
    (new TextDecoder().decode(bytes).match(/^data: .*$/gm) ?? []).map((line) => line.slice(6))
  return { push, end: () => [] }
}

/** Reads everything anew for each piece. */
function restless(): Reader {
  let all = ''
  return {
    push(bytes) {
      all += new TextDecoder().decode(bytes)
      return all.split(/\n\n/).slice(0, 0)
    },
    end: () => [],
  }
}

/** Takes any line that begins with `data:` for a frame of its own. */
function hasty(): Reader {
  const reader = createFlowFrameReader()
  return { push: (bytes) => reader.push(encode(new TextDecoder().decode(bytes))), end: () => reader.end() }
}

finds('a reader that forgets half lines', sameAnyhow(forgetful, anyFlow))
finds('a reader that tears characters that two packets share', asMeant(hasty, flowStream))
finds('a reader that looks at everything again', linear(restless, anyFlow), /looked at/, 3)
