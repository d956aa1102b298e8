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
  // One decoder for the whole stream: it keeps a code point that two packets share, and strips one byte order mark.
  const decoder = new TextDecoder()
  // Growing by `+` is O(1) per piece (the engine keeps a rope); searching it again is what would be quadratic.
  let pending = ''
  // A CR that ended the last chunk has ended its line; if an LF opens the next one, it belongs to that CR.
  let afterReturn = false

  function take(text: string): void {
    if (text === '') return
    const lines = (afterReturn && text.startsWith('\n') ? text.slice(1) : text).split(/\r\n?|\n/)
    afterReturn = text.endsWith('\r')
    const rest = lines.pop() ?? ''
    for (const line of lines) {
      const whole = pending + line
      pending = ''
      onLine(whole, false)
    }
    pending += rest
  }

  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end() {
      take(decoder.decode())
      if (pending) onLine(pending, true)
    },
  }
}
