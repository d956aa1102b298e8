/** A place in a line, in characters and in columns: a tab reaches to the next multiple of four. */
export class LineCursor {
  readonly line: string
  offset = 0
  column = 0
  /** The next character that is neither space nor tab; what lies between. */
  next = 0
  nextColumn = 0
  /** Columns between here and there. */
  indent = 0
  blank = false
  /** Part of the tab at `offset` has been passed. */
  #inTab = false

  constructor(line: string) {
    this.line = line
    this.look()
  }

  /** Finds the next character that is no space. */
  look(): void {
    let { offset, column } = this
    for (; ; offset++) {
      const character = this.line[offset]
      if (character === ' ') column++
      else if (character === '\t') column += 4 - (column % 4)
      else break
    }
    this.next = offset
    this.nextColumn = column
    this.indent = column - this.column
    this.blank = offset >= this.line.length
  }

  /** The character after the spaces; `''` at the end. */
  get character(): string {
    return this.line[this.next] ?? ''
  }

  get indented(): boolean {
    return this.indent >= 4
  }

  /** Passes so many characters. */
  skip(count: number): void {
    for (; count > 0 && this.offset < this.line.length; count--) {
      this.column += this.line[this.offset] === '\t' ? 4 - (this.column % 4) : 1
      this.offset++
    }
    this.#inTab = false
    this.look()
  }

  /** Passes so many columns, which may end within a tab. */
  skipColumns(count: number): void {
    while (count > 0 && this.offset < this.line.length) {
      if (this.line[this.offset] === '\t') {
        const width = 4 - (this.column % 4)
        const passed = Math.min(count, width)
        this.#inTab = passed < width
        this.column += passed
        count -= passed
        if (!this.#inTab) this.offset++
      } else {
        this.#inTab = false
        this.column++
        this.offset++
        count--
      }
    }
    this.look()
  }

  skipSpaces(): void {
    this.offset = this.next
    this.column = this.nextColumn
    this.#inTab = false
    this.look()
  }

  /** Passes one space, as behind a marker. */
  skipSpace(): void {
    if (/[ \t]/.test(this.line[this.offset] ?? '')) this.skipColumns(1)
  }

  /** The rest; what is left of a tab, as spaces. */
  rest(): string {
    if (!this.#inTab) return this.line.slice(this.offset)
    return ' '.repeat(4 - (this.column % 4)) + this.line.slice(this.offset + 1)
  }

  /** The rest from the first character that is no space. */
  content(): string {
    return this.line.slice(this.next)
  }

  save(): () => void {
    const { offset, column } = this
    const inTab = this.#inTab
    return () => {
      this.offset = offset
      this.column = column
      this.#inTab = inTab
      this.look()
    }
  }
}
