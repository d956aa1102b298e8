/**
 * Bytes in, lines out: the part that every line-based stream shares.
 * Each character is looked at once, whatever the chunking, so a 2 MB line in 256-byte pieces costs what it costs in one.
 */
export interface LineSplitter {
  /** Feeds the next bytes; complete lines are handed to `onLine` before this returns. */
  push(bytes: Uint8Array): void
  /** Ends the input. A last line without a line end is handed over too, flagged `unterminated`. */
  end(): void
}

export type OnLine = (line: string, unterminated: boolean) => void

/** Splits UTF-8 bytes at LF, CR or CRLF, as the Server-Sent Events grammar does. */
export function createLineSplitter(onLine: OnLine): LineSplitter {
  // One decoder for the whole stream: it keeps a code point that two packets share, and strips one byte order mark.
  const decoder = new TextDecoder()
  // Growing by `+=` is O(1) per piece (the engine keeps a rope); searching it again is what would be quadratic.
  let pending = ''
  // A CR that ended the last chunk has ended its line; if an LF opens the next one, it belongs to that CR.
  let skipLineFeed = false

  function take(text: string): void {
    let start = 0
    if (skipLineFeed && text.length > 0) {
      skipLineFeed = false
      if (text.charCodeAt(0) === 10) start = 1
    }
    let lineFeed = text.indexOf('\n', start)
    let carriageReturn = text.indexOf('\r', start)
    while (lineFeed !== -1 || carriageReturn !== -1) {
      const isReturn = carriageReturn !== -1 && (lineFeed === -1 || carriageReturn < lineFeed)
      const at = isReturn ? carriageReturn : lineFeed
      const line = pending + text.slice(start, at)
      pending = ''
      start = at + 1
      if (isReturn && text.charCodeAt(start) === 10) start += 1
      else if (isReturn && start === text.length) skipLineFeed = true
      onLine(line, false)
      // Each search starts where the last one ended and is not repeated after a miss, so it stays linear.
      if (lineFeed !== -1 && lineFeed < start) lineFeed = text.indexOf('\n', start)
      if (carriageReturn !== -1 && carriageReturn < start) carriageReturn = text.indexOf('\r', start)
    }
    pending += start === 0 ? text : text.slice(start)
  }

  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end() {
      take(decoder.decode())
      if (pending !== '') {
        const last = pending
        pending = ''
        onLine(last, true)
      }
    },
  }
}
