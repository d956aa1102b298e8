/**
 * Top-level objects out of text that arrives in pieces: one, several in a row, or the elements of an array. What stands
 * between them, brackets and commas, is passed over. Every character is looked at once.
 */
export interface ObjectSplitter {
  push(text: string): void
  /** Whether an object has begun and not ended. */
  readonly isOpen: boolean
}

/** Hands on each object as the text that it was. */
export function createObjectSplitter(onObject: (text: string) => void): ObjectSplitter {
  let pending = ''
  let depth = 0
  let inString = false
  return {
    get isOpen() {
      return depth > 0
    },
    push(text) {
      const stops = /["{}\\]/g
      let from = 0
      for (let stop = stops.exec(text); stop; stop = stops.exec(text)) {
        const [sign] = stop
        if (inString) {
          if (sign === '\\') stops.lastIndex++
          else if (sign === '"') inString = false
        } else if (sign === '"') inString = depth > 0
        else if (sign === '{' && depth++ === 0) from = stop.index
        else if (sign === '}' && depth > 0 && --depth === 0) {
          onObject(pending + text.slice(from, stop.index + 1))
          pending = ''
        }
      }
      if (depth > 0) pending += text.slice(from)
    },
  }
}
