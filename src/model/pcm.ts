import type { Bytes } from './bytes.ts'

/** The parameter of a MIME type: `rate` of `audio/L16;rate=24000`. */
function parameter(type: string, name: string, otherwise: number): number {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*"?(\\d+)`, 'i').exec(type)?.[1]
  return Number(found) || otherwise
}

/**
 * Bare samples, as Gemini speaks them (`audio/L16;codec=pcm;rate=24000`), as a WAV file, which every browser plays. Without a word on it there are 24,000 samples a second, of one channel.
 * @see https://www.rfc-editor.org/rfc/rfc2586 (which has the higher byte first; Gemini has not)
 */
export function toWav(samples: Bytes, type: string): Blob {
  const rate = parameter(type, 'rate', 24_000)
  const channels = parameter(type, 'channels', 1)
  const header = new DataView(new ArrayBuffer(44))
  const put = (at: number, text: string): void => {
    new TextEncoder().encode(text).forEach((byte, index) => header.setUint8(at + index, byte))
  }
  put(0, 'RIFF')
  header.setUint32(4, 36 + samples.length, true)
  put(8, 'WAVEfmt ')
  header.setUint32(16, 16, true)
  header.setUint16(20, 1, true)
  header.setUint16(22, channels, true)
  header.setUint32(24, rate, true)
  header.setUint32(28, rate * channels * 2, true)
  header.setUint16(32, channels * 2, true)
  header.setUint16(34, 16, true)
  put(36, 'data')
  header.setUint32(40, samples.length, true)
  return new Blob([header, samples], { type: 'audio/wav' })
}
