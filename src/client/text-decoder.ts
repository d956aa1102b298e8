/** Makes something of bytes: it may take many pieces for one thing, or find many in one piece. */
export interface Decoder<T> {
  push(bytes: Uint8Array): readonly T[]
  end(): readonly T[]
}

/** The whole answer as text, or as soon as it is that long. */
export function createTextDecoder(limit = Infinity): Decoder<string> {
  const decoder = new TextDecoder()
  let text = ''
  return {
    push: (bytes) => {
      text += decoder.decode(bytes, { stream: true })
      return text.length > limit ? [text] : []
    },
    end: () => [text + decoder.decode()],
  }
}
