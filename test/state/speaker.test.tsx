import { expect, test, vi } from 'vitest'
import { Speaker } from '../../src/state/live/speaker.ts'

const RATE = 24_000

/** What would be heard, sample for sample: sound that is computed in place of being played. */
async function heard(seconds: number, play: (speaker: Speaker, at: (second: number, act: () => void) => void) => void) {
  const context = new OfflineAudioContext(1, seconds * RATE, RATE)
  // Nothing of it is closed before its end.
  const speaker = new Speaker(() => undefined, context as unknown as AudioContext)
  play(speaker, (second, act) => {
    void context.suspend(second).then(() => {
      act()
      return context.resume()
    })
  })
  const buffer = await context.startRendering()
  return buffer.getChannelData(0)
}
/** A ramp, of which every sample tells where it belongs. */
const ramp = (from: number, count: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: count }, (_, at) => (from + at + 1) / RATE)
const firstOf = (samples: Float32Array): number => samples.findIndex((sample) => sample !== 0)

test('pieces of any length follow one another without a sample lost, doubled or changed', async () => {
  const sizes = [1, 7, 480, 959, 2400, 1, 3333]
  const samples = await heard(1, (speaker) => {
    let from = 0
    for (const size of sizes) {
      speaker.play(ramp(from, size))
      from += size
    }
  })
  const total = sizes.reduce((sum, size) => sum + size)
  const begin = firstOf(samples)
  const said = samples.slice(begin, begin + total)
  const expected = ramp(0, total)
  expect(Math.max(...said.map((sample, at) => Math.abs(sample - (expected[at] ?? 0))))).toBeLessThan(1e-4)
  expect(samples.slice(begin + total).every((sample) => sample === 0)).toBe(true)
})

test('one that comes in time leaves no gap, one that is late begins anew', async () => {
  const samples = await heard(2, (speaker, at) => {
    speaker.play(ramp(0, 4_800))
    at(0.128, () => speaker.play(ramp(4_800, 4_800)))
    at(1.28, () => speaker.play(ramp(0, 100)))
  })
  const begin = firstOf(samples)
  expect(samples.slice(begin, begin + 9_600).every((sample) => sample > 0)).toBe(true)
  const later = begin + 9_600
  expect(later + firstOf(samples.slice(later))).toBeGreaterThan(1.28 * RATE)
})

test('an interruption is silence within 100 ms, and what is said next is whole', async () => {
  const samples = await heard(2, (speaker, at) => {
    for (let piece = 0; piece < 6; piece++) speaker.play(new Float32Array(RATE / 4).fill(0.5))
    at(0.512, () => speaker.stop())
    at(1.024, () => speaker.play(new Float32Array(4_800).fill(0.25)))
  })
  expect(samples[Math.round(0.5 * RATE)]).toBeCloseTo(0.5)
  expect(samples.slice(Math.round(0.612 * RATE), Math.round(1.024 * RATE)).every((sample) => sample === 0)).toBe(true)
  // It fades, and does not click.
  const fall = samples.slice(Math.round(0.5 * RATE), Math.round(0.612 * RATE))
  expect(Math.max(...fall.map((sample, at) => Math.abs(sample - (fall[at + 1] ?? 0))))).toBeLessThan(0.01)
  expect([...samples].filter((sample) => Math.abs(sample - 0.25) < 1e-4).length).toBeGreaterThanOrEqual(4_800)
})

test('it says when it can be heard, and when no more', async () => {
  const told = vi.fn()
  const speaker = new Speaker(told)
  speaker.play(ramp(0, 1_200))
  speaker.play(ramp(0, 1_200))
  expect(told.mock.calls).toEqual([[true]])
  expect(speaker.queued).toBeGreaterThan(0.1)
  await expect.poll(() => told.mock.calls).toEqual([[true], [false]])
  expect(speaker.queued).toBe(0)
  speaker.close()
})
