/** Samples as Gemini hears them: 16 bits, the lower byte first, in base64. */
export function toPcm(samples: Float32Array): string {
  const view = new DataView(new ArrayBuffer(samples.length * 2))
  samples.forEach((sample, at) => {
    const clipped = Math.max(-1, Math.min(1, sample))
    view.setInt16(at * 2, Math.round(clipped * (clipped < 0 ? 0x8000 : 0x7fff)), true)
  })
  return toBase64(new Uint8Array(view.buffer))
}

/** The samples in what Gemini says. Half a sample at the end is none. */
export function fromPcm(data: string): Float32Array<ArrayBuffer> {
  const text = atob(data)
  const samples = new Float32Array(text.length >> 1)
  for (let at = 0; at < samples.length; at++) {
    const value = text.charCodeAt(at * 2) | (text.charCodeAt(at * 2 + 1) << 8)
    samples[at] = ((value << 16) >> 16) / 0x8000
  }
  return samples
}

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  // As many as fit into the arguments of a call.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** How loud it is, from 0 to 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length === 0 ? 0 : Math.min(1, Math.sqrt(sum / samples.length) * 3)
}
