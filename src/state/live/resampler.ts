/** Input samples on either side of an output sample that have a say in it, at the rate of the output. */
const HALF = 12
/** Values of the filter between two samples. */
const FINE = 64

/** A low pass that cuts off what the slower rate cannot hold: a sinc under a Blackman window. */
function makeFilter(cutoff: number, reach: number): Float32Array {
  const filter = new Float32Array(reach * FINE + 1)
  for (let at = 0; at < filter.length; at++) {
    const x = at / FINE
    const phase = Math.PI * (1 + x / reach)
    const window = 0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase)
    const angle = Math.PI * x * cutoff
    filter[at] = window * cutoff * (angle === 0 ? 1 : Math.sin(angle) / angle)
  }
  return filter
}

/**
 * Sound at another rate, piece by piece: the seams cannot be heard. What the microphone gives is at whatever rate the
 * device likes, and Gemini listens at 16,000 Hz.
 */
export function createResampler(from: number, to: number): (samples: Float32Array) => Float32Array {
  if (from === to) return (samples) => samples
  const step = from / to
  const scale = Math.min(1, to / from)
  const reach = Math.ceil(HALF / scale)
  const filter = makeFilter(scale * 0.94, reach)
  /** What may still be needed of the pieces before; its first sample is at this place of the whole. */
  let known: Float32Array = new Float32Array(reach)
  let position = reach
  return (samples) => {
    const input = new Float32Array(known.length + samples.length)
    input.set(known)
    input.set(samples, known.length)
    const count = Math.max(0, Math.floor((input.length - reach - position) / step) + 1)
    const output = new Float32Array(count)
    for (let at = 0; at < count; at++, position += step) {
      const first = Math.ceil(position - reach)
      const last = Math.min(Math.floor(position + reach), input.length - 1)
      let sum = 0
      for (let index = Math.max(0, first); index <= last; index++)
        sum += (input[index] as number) * (filter[Math.round(Math.abs(index - position) * FINE)] ?? 0)
      output[at] = sum
    }
    const drop = Math.max(0, Math.floor(position) - reach)
    known = input.slice(drop)
    position -= drop
    return output
  }
}
