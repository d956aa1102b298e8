/**
 * Bytes in, lines out: the part that every line-based stream shares.
 * Each character is looked at once, whatever the chunking, so a 2 MB line in 256-byte pieces costs what it costs in one.
 */
export interface LineSplitter {
  /** Feeds the next bytes; complete lines are handed on before this returns. */
  push(bytes: Uint8Array): void
  /** Ends the input. A last line without a line end is handed on too, flagged `unterminated`. */
  end(): void
}

/** Splits UTF-8 bytes at LF, CR or CRLF, as the Server-Sent Events grammar does. */
export function createLineSplitter(onLine: (line: string, unterminated: boolean) => void): LineSplitter {
  // One decoder for the whole stream: it keeps a code point that two packets share. The byte order mark is ours to drop,
  // because Node 24 drops two when the first of them is cut in half.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  // Growing by `+` is O(1) per piece (the engine keeps a rope); searching it again is what would be quadratic.
  let pending = ''
  // What the next text may begin with and is no part of a line: at first the mark, and, when a CR has ended the last text
  // and so its line, the LF that belongs to that CR.
  let skip: RegExp | '' = /^\uFEFF/

  function take(text: string): void {
    if (text === '') return
    // Most pieces of a long line end none: to look for that costs a tenth of splitting.
    const [first = '', ...lines] = skip || /[\r\n]/.test(text) ? text.replace(skip, '').split(/\r\n?|\n/) : [text]
    skip = text.endsWith('\r') ? /^\n/ : ''
    pending += first
    for (const next of lines) {
      const line = pending
      pending = next
      onLine(line, false)
    }
  }

  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end() {
      take(decoder.decode())
      if (pending) onLine(pending, true)
    },
  }
}
