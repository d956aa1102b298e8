import { objectAt, objectsAt, textAt, type JsonObject } from './json.ts'

export interface Heard {
  /** Somebody has begun to speak or write, which ends what is being said to them. */
  starts: boolean
  /** What was said, when they have finished. */
  text: string | undefined
  /** By voice, so that there is something to transcribe. */
  spoken: boolean
}

const nothing = (starts: boolean): Heard => ({ starts, text: undefined, spoken: false })

/** What comes in as it happens. Without voices to understand, bytes that read as text are taken for what was said. */
export function createHearing(): { hear(input: JsonObject, manual: boolean): Heard } {
  let audio: Buffer[] = []
  let images = 0
  let written: string[] = []
  let active = false

  const finish = (starts: boolean): Heard => {
    active = false
    const spoken = audio.length > 0
    const parts = [...(spoken ? [transcribe(Buffer.concat(audio))] : []), ...written]
    if (images > 0) parts.push(`[${images} ${images === 1 ? 'image' : 'images'}]`)
    audio = []
    written = []
    images = 0
    return parts.length > 0 ? { starts, text: parts.join(' '), spoken } : nothing(starts)
  }

  return {
    hear(input, manual) {
      const starts = input['activityStart'] !== undefined
      if (starts) active = true
      for (const blob of [objectAt(input, 'audio'), ...objectsAt(input, 'mediaChunks')]) {
        if (blob?.['data'] !== undefined) audio.push(Buffer.from(textAt(blob, 'data') ?? '', 'base64'))
      }
      if (input['video'] !== undefined) images++
      const text = textAt(input, 'text')
      if (text !== undefined) written.push(text)
      // Written words are complete as they are, unless the client has said that it will tell when.
      if (text !== undefined && !active && !manual) return finish(true)
      const ends = input['activityEnd'] !== undefined || input['audioStreamEnd'] === true
      return ends ? finish(starts) : nothing(starts)
    },
  }
}

function transcribe(bytes: Buffer): string {
  const text = bytes.toString('latin1')
  return /^[\x20-\x7e]+$/.test(text) ? text : `[${bytes.length} bytes of audio]`
}
