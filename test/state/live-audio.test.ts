import { describe, expect, test } from 'vitest'
import { fromPcm, loudness, toPcm } from '../../src/state/live/pcm.ts'
import { createResampler } from '../../src/state/live/resampler.ts'
import { Transcript } from '../../src/state/live/transcript.ts'

const sine = (frequency: number, rate: number, seconds: number): Float32Array =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, at) => Math.sin((2 * Math.PI * frequency * at) / rate))

/** Resampled in pieces of this many samples. */
function resampled(input: Float32Array, from: number, to: number, size: number): number[] {
  const resample = createResampler(from, to)
  const output: number[] = []
  for (let at = 0; at < input.length; at += size) output.push(...resample(input.slice(at, at + size)))
  return output
}
const level = (samples: readonly number[]): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)

describe('sound at another rate', () => {
  test.each([48_000, 44_100, 96_000, 22_050, 8_000])('from %i Hz: as long, as loud, at the same pitch', (from) => {
    const output = resampled(sine(440, from, 1), from, 16_000, 1024)
    expect(Math.abs(output.length - 16_000)).toBeLessThan(40)
    const middle = output.slice(2_000, 14_000)
    expect(level(middle)).toBeCloseTo(Math.SQRT1_2, 2)
    // Twice through zero with each wave.
    const crossings = middle.filter((sample, at) => at > 0 && sample >= 0 !== (middle[at - 1] ?? 0) >= 0).length
    expect(Math.abs(crossings - (2 * 440 * 12_000) / 16_000)).toBeLessThanOrEqual(2)
  })

  test('what the slower rate cannot hold is not heard as something else', () => {
    const output = resampled(sine(11_000, 48_000, 0.5), 48_000, 16_000, 1024)
    expect(level(output.slice(500, -500))).toBeLessThan(0.01)
  })

  test('pieces of any size come to the same', () => {
    const input = sine(700, 44_100, 0.2)
    const whole = resampled(input, 44_100, 16_000, input.length)
    for (const size of [1, 7, 128, 1000, 4096]) {
      const output = resampled(input, 44_100, 16_000, size)
      expect(output.length).toBe(whole.length)
      expect(Math.max(...output.map((sample, at) => Math.abs(sample - (whole[at] ?? 0))))).toBeLessThan(1e-3)
    }
  })

  test('at the same rate it is left alone', () => {
    const input = sine(440, 16_000, 0.01)
    expect(createResampler(16_000, 16_000)(input)).toBe(input)
  })
})

describe('PCM', () => {
  test('there and back, clipped, the lower byte first', () => {
    expect(atob(toPcm(Float32Array.of(1 / 32767))).charCodeAt(0)).toBe(1)
    const back = fromPcm(toPcm(Float32Array.of(0, 0.5, -0.5, 2, -2)))
    expect([...back].map((sample) => Math.round(sample * 1000) / 1000)).toEqual([0, 0.5, -0.5, 1, -1])
  })
  test('half a sample is none', () => {
    expect(fromPcm(btoa('\x01\x00\x01'))).toHaveLength(1)
    expect(fromPcm('')).toHaveLength(0)
  })
  test('long ones fit, too', () => {
    expect(fromPcm(toPcm(new Float32Array(200_000)))).toHaveLength(200_000)
  })
  test('silence has no loudness, a full sine all of it', () => {
    expect(loudness(new Float32Array(100))).toBe(0)
    expect(loudness(new Float32Array(0))).toBe(0)
    expect(loudness(sine(440, 16_000, 0.1))).toBe(1)
  })
})

describe('a transcript', () => {
  const words = (transcript: Transcript) =>
    transcript.messages.map(({ message, status }) => `${message.role}: ${message.text} (${status})`)

  test('one frame may hold several things', () => {
    const transcript = new Transcript()
    transcript.take({
      serverContent: {
        inputTranscription: { text: 'Hi' },
        modelTurn: { role: 'model', parts: [{ text: 'Hello' }] },
        turnComplete: true,
      },
    })
    expect(words(transcript)).toEqual(['user: Hi (done)', 'model: Hello (done)'])
  })
  test('sound is no message, thoughts and pictures are', () => {
    const transcript = new Transcript()
    transcript.take({
      serverContent: {
        modelTurn: {
          parts: [
            { inlineData: { mimeType: 'audio/pcm;rate=24000', data: 'AAAA' } },
            { thought: true, text: 'Hm.' },
            { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
          ],
        },
      },
    })
    expect(transcript.messages[0]?.message.content).toEqual([
      { reasoning: 'Hm.' },
      { media: { url: 'data:image/png;base64,AAAA', contentType: 'image/png' } },
    ])
  })
  test('what was cut off says so, and what is said next is another message', () => {
    const transcript = new Transcript()
    transcript.take({ serverContent: { outputTranscription: { text: 'Once upon' } } })
    transcript.take({ serverContent: { interrupted: true } })
    transcript.take({ serverContent: { turnComplete: true } })
    transcript.take({ serverContent: { inputTranscription: { text: 'Stop.' } } })
    transcript.take({ serverContent: { outputTranscription: { text: 'Yes?' } } })
    expect(words(transcript)).toEqual([
      'model: Once upon (interrupted)',
      'user: Stop. (streaming)',
      'model: Yes? (streaming)',
    ])
  })
  test('what has not changed is the same object', () => {
    const transcript = new Transcript()
    transcript.take({ serverContent: { outputTranscription: { text: 'One' }, turnComplete: true } })
    const [first] = transcript.messages
    transcript.take({ serverContent: { modelTurn: { parts: [] }, outputTranscription: { text: 'Two' } } })
    transcript.take({ serverContent: { outputTranscription: { text: ' three' } } })
    expect(transcript.messages[0]).toBe(first)
    expect(words(transcript)).toEqual(['model: One (done)', 'model: Two three (streaming)'])
  })
  test('nonsense is let pass', () => {
    const transcript = new Transcript()
    for (const message of [
      {},
      { serverContent: {} },
      { toolCall: {} },
      { toolCallCancellation: { ids: ['x'] } },
      { serverContent: { modelTurn: { parts: 5 }, outputTranscription: { text: {} }, inputTranscription: 5 } },
      { serverContent: { modelTurn: { parts: [null, 5] } } },
      { toolCall: { functionCalls: 5 } },
      { toolCallCancellation: { ids: 5 } },
    ])
      transcript.take(message as Parameters<Transcript['take']>[0])
    transcript.end()
    expect(transcript.messages).toEqual([])
  })
})
