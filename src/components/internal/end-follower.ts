/** Pixels from the end that still count as the end. */
const NEAR = 24

/** How a list moves by itself. `bottom`: stays at the end · `turn`: puts each new turn at the top · `none`: never moves */
export type FollowMode = 'bottom' | 'turn' | 'none'

interface FollowedElements {
  scroller: HTMLElement
  /** All that scrolls, but for the room beneath it. */
  body: HTMLElement
  /** Groups of rows. */
  rows: HTMLElement
  /** The room beneath, which `turn` mode needs. */
  spacer: HTMLElement
}

interface EndFollowerOptions {
  mode(): FollowMode
  /** Whether the reader is at the end, told when that changes. */
  onChange(isAtEnd: boolean): void
}

/**
 * Where a reader is in a growing list. At the end they stay there; anywhere else what they read stays where it is, whatever
 * happens above it. All of that by hand, and before the browser paints: its own scroll anchoring does nothing at the very
 * top, and not every browser has it.
 */
export class EndFollower {
  readonly #scroller: HTMLElement
  readonly #rows: HTMLElement
  readonly #body: HTMLElement
  readonly #spacer: HTMLElement
  readonly #options: EndFollowerOptions
  #isAtEnd = true
  #top = 0
  #height = 0
  /** The first row in sight, and how far below the upper edge it begins. */
  #anchor: { row: Element; offset: number } | undefined
  /** In `turn` mode: the row that was put at the top. */
  #turn: Element | undefined

  constructor({ scroller, body, rows, spacer }: FollowedElements, options: EndFollowerOptions) {
    this.#scroller = scroller
    this.#body = body
    this.#rows = rows
    this.#spacer = spacer
    this.#options = options
  }

  /** Begins, at the end of the list. Returns how to stop. */
  start(): () => void {
    const resize = new ResizeObserver(() => this.settle())
    resize.observe(this.#body)
    resize.observe(this.#scroller)
    const onScroll = (): void => this.#onScroll()
    this.#scroller.addEventListener('scroll', onScroll, { passive: true })
    this.toEnd()
    return () => {
      resize.disconnect()
      this.#scroller.removeEventListener('scroll', onScroll)
    }
  }

  toEnd(): void {
    this.#move(this.#scroller.scrollHeight)
    this.#setAtEnd(true)
  }

  /** Puts a row at the upper edge, with as much room beneath it as that takes. */
  toTop(row: Element): void {
    this.#turn = row
    this.#makeRoom()
    this.#move(this.#scroller.scrollTop + this.#offsetOf(row))
    this.#setAtEnd(true)
  }

  /** After the list has changed: back to the end, or to what was read. */
  settle(): void {
    const mode = this.#options.mode()
    if (this.#turn?.isConnected) this.#makeRoom()
    if (this.#isAtEnd && mode === 'bottom') this.#move(this.#scroller.scrollHeight)
    else if (this.#anchor) {
      const { row, offset } = this.#anchor
      // Rows that join another group are drawn anew: the same row is another element then.
      const id = row.getAttribute('data-item')
      const found = row.isConnected || id === null ? row : this.#rows.querySelector(`[data-item="${CSS.escape(id)}"]`)
      const moved = found?.isConnected ? this.#offsetOf(found) - offset : 0
      if (Math.abs(moved) > 0.5) this.#move(this.#scroller.scrollTop + moved)
    }
    this.#note()
  }

  #onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller
    const distance = scrollHeight - scrollTop - clientHeight
    // Growth takes the end away from a reader who has not moved; what lets go is only moving up. Less content moves up too.
    const hasMovedUp = scrollTop < this.#top - 1 && scrollHeight >= this.#height && distance > 1
    if (hasMovedUp) this.#setAtEnd(false)
    else if (distance < NEAR) this.#setAtEnd(true)
    this.#note()
  }

  #setAtEnd(isAtEnd: boolean): void {
    if (isAtEnd === this.#isAtEnd) return
    this.#isAtEnd = isAtEnd
    this.#options.onChange(isAtEnd)
  }

  #move(top: number): void {
    this.#scroller.scrollTop = top
    this.#note()
  }

  #note(): void {
    const { scrollTop, scrollHeight } = this.#scroller
    this.#top = scrollTop
    this.#height = scrollHeight
    const row = this.#firstRow()
    this.#anchor = row && { row, offset: this.#offsetOf(row) }
  }

  /** The first row whose end is in sight. Groups lie in order, so a few looks are enough. */
  #firstRow(): Element | undefined {
    const edge = this.#scroller.getBoundingClientRect().top
    const first = (rows: HTMLCollection): Element | undefined => {
      let [low, high] = [0, rows.length - 1]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle
        else low = middle + 1
      }
      return rows[low]
    }
    const group = first(this.#rows.children)
    return group && (first(group.children) ?? group)
  }

  #offsetOf(row: Element): number {
    return row.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top
  }

  #makeRoom(): void {
    if (!this.#turn) return
    const below = this.#body.getBoundingClientRect().bottom - this.#turn.getBoundingClientRect().top
    this.#spacer.style.blockSize = `${Math.max(0, this.#scroller.clientHeight - below)}px`
  }
}
