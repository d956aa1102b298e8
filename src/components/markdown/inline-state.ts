import type { Definition } from './definitions.ts'
import { collect, type Delimiter, Delimiters, type Piece } from './emphasis.ts'
import type { Inline } from './nodes.ts'

/** What the text around a leaf means for it. */
export interface InlineContext {
  /** What a reference refers to. */
  definition(label: string): Definition | undefined
  /** Whether there is a footnote of this label, or may be one yet. */
  footnote(label: string): boolean
  /** `$…$`, `\(…\)` and `\[…\]` are formulas too; `$$…$$` always is. */
  math: boolean
  /** More will follow: what is half written is shown as what it will most likely become. */
  unfinished: boolean
}

export interface Bracket {
  piece: Piece
  image: boolean
  /** Cannot become a link any more: there is one within. */
  active: boolean
  /** Where its content begins. */
  start: number
  delimiter: Delimiter | undefined
  /** Another bracket follows within, so that the content is no label. */
  hasBracket: boolean
}

/** A leaf while its inline content is being read. */
export class InlineState {
  readonly text: string
  readonly context: InlineContext
  at: number
  /** The chain's two ends, which say nothing. */
  readonly head: Piece = { node: '', previous: undefined, next: undefined }
  readonly end: Piece = { node: '', previous: this.head, next: undefined }
  readonly delimiters = new Delimiters()
  readonly brackets: Bracket[] = []
  /** Something already read may still change by what follows. */
  pending = false
  #runs: Map<number, number[]> | undefined

  constructor(text: string, context: InlineContext, at: number) {
    this.text = text
    this.context = context
    this.at = at
    this.head.next = this.end
  }

  push(node: Inline): Piece {
    const previous = this.end.previous ?? this.head
    const piece: Piece = { node, previous, next: this.end }
    previous.next = piece
    this.end.previous = piece
    return piece
  }

  /** The character before a place, whole. */
  before(at: number): string {
    return Array.from(this.text.slice(Math.max(0, at - 2), at)).at(-1) ?? ''
  }

  after(at: number): string {
    return Array.from(this.text.slice(at, at + 2))[0] ?? ''
  }

  /** Where the next run of exactly so many backticks starts; -1 when there is none. Each is found without searching twice. */
  backticks(length: number, from: number): number {
    if (!this.#runs) {
      this.#runs = new Map()
      const runs = /`+/g
      runs.lastIndex = from
      for (const { 0: run, index } of this.text.matchAll(runs)) {
        const places = this.#runs.get(run.length)
        if (places) places.push(index)
        else this.#runs.set(run.length, [index])
      }
      for (const places of this.#runs.values()) places.reverse()
    }
    const places = this.#runs.get(length) ?? []
    while ((places.at(-1) ?? from) < from) places.pop()
    return places.at(-1) ?? -1
  }

  /** Drops everything from a piece on. */
  cutAt(piece: Piece): void {
    const previous = piece.previous ?? this.head
    previous.next = this.end
    this.end.previous = previous
  }

  nodes(): Inline[] {
    return collect(this.head.next, this.end)
  }

  /** What there is so far, which the state then forgets. */
  take(): Inline[] {
    const nodes = this.nodes()
    this.head.next = this.end
    this.end.previous = this.head
    return nodes
  }
}
