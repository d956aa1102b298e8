import type { Inline } from './nodes.ts'

/** One piece of inline content, in a chain with its neighbours, so that a stretch can be wrapped without moving the rest. */
export interface Piece {
  node: Inline
  previous: Piece | undefined
  next: Piece | undefined
}

/** A run of `*`, `_` or `~` that may open or close emphasis. Its characters are the text of `piece` until they are used. */
export interface Delimiter {
  character: string
  /** Characters left, and at first. */
  length: number
  original: number
  canOpen: boolean
  canClose: boolean
  /** The character before it belongs to a word. */
  inWord: boolean
  piece: Piece
  previous: Delimiter | undefined
  next: Delimiter | undefined
}

/** Emphasis inside emphasis, as deep as this; what is deeper stays, but is not emphasised any more. */
const MAX_DEPTH = 64
const depths = new WeakMap<object, number>()

/** The content between two pieces as a list, neighbouring texts joined. The pieces themselves are not changed. */
export function collect(from: Piece | undefined, until: Piece): Inline[] {
  const nodes: Inline[] = []
  for (let piece = from; piece && piece !== until; piece = piece.next) {
    const { node } = piece
    const last = nodes.at(-1)
    if (typeof node !== 'string') nodes.push(node)
    else if (node === '') continue
    else if (typeof last === 'string') nodes[nodes.length - 1] = last + node
    else nodes.push(node)
  }
  return nodes
}

export function unlink(piece: Piece): void {
  if (piece.previous) piece.previous.next = piece.next
  if (piece.next) piece.next.previous = piece.previous
}

/** Puts all between two pieces under one node, that becomes their only content. */
export function wrap(opener: Piece, closer: Piece, make: (children: Inline[]) => Inline): void {
  const piece: Piece = { node: make(collect(opener.next, closer)), previous: opener, next: closer }
  opener.next = piece
  closer.previous = piece
}

/** Whether a stretch holds emphasis as deep as we go. */
function isDeep(from: Piece | undefined, until: Piece): boolean {
  for (let piece = from; piece && piece !== until; piece = piece.next) {
    if (typeof piece.node === 'object' && (depths.get(piece.node) ?? 0) >= MAX_DEPTH) return true
  }
  return false
}

/** Puts all between two pieces under emphasis. */
export function emphasize(character: string, length: number, opener: Piece, closer: Piece): void {
  if (isDeep(opener.next, closer)) return
  wrap(opener, closer, (children) => {
    const inner = children.map((child) => (typeof child === 'object' ? (depths.get(child) ?? 0) : 0))
    const node: Inline = { type: character === '~' ? 'delete' : length === 1 ? 'emphasis' : 'strong', children }
    depths.set(node, inner.reduce((most, depth) => Math.max(most, depth), 0) + 1)
    return node
  })
}

export class Delimiters {
  last: Delimiter | undefined

  push(delimiter: Delimiter): void {
    if (this.last) this.last.next = delimiter
    this.last = delimiter
  }

  remove({ previous, next }: Delimiter): void {
    if (previous) previous.next = next
    if (next) next.previous = previous
    else this.last = previous
  }

  /** Matches openers and closers above `bottom` (CommonMark 0.31, “process emphasis”). What may still open stays if asked. */
  process(bottom: Delimiter | undefined, keepOpeners = false): void {
    // Where the search for an opener of that kind has failed: nothing before it needs another look.
    const floors = new Map<string, Delimiter | undefined>()
    let closer = this.last
    while (closer && closer.previous !== bottom) closer = closer.previous
    while (closer) {
      if (!closer.canClose) {
        closer = closer.next
        continue
      }
      const kind = `${closer.character}${closer.canOpen}${closer.original % 3}`
      const floor = floors.has(kind) ? floors.get(kind) : bottom
      const opener = this.#openerOf(closer, bottom, floor)
      if (opener) closer = this.#match(opener, closer)
      else {
        floors.set(kind, closer.previous)
        const { next } = closer
        if (!closer.canOpen) this.remove(closer)
        closer = next
      }
    }
    if (!keepOpeners) while (this.last && this.last !== bottom) this.remove(this.last)
  }

  #openerOf(closer: Delimiter, bottom: Delimiter | undefined, floor: Delimiter | undefined): Delimiter | undefined {
    for (let opener = closer.previous; opener && opener !== bottom && opener !== floor; opener = opener.previous) {
      if (opener.character !== closer.character || !opener.canOpen) continue
      if (closer.character === '~') {
        if (opener.length === closer.length) return opener
        continue
      }
      const odd =
        (closer.canOpen || opener.canClose) &&
        closer.original % 3 !== 0 &&
        (opener.original + closer.original) % 3 === 0
      if (!odd) return opener
    }
    return undefined
  }

  /** Returns the closer to go on with. */
  #match(opener: Delimiter, closer: Delimiter): Delimiter | undefined {
    const { character } = closer
    const used = character === '~' ? closer.length : opener.length >= 2 && closer.length >= 2 ? 2 : 1
    for (const end of [opener, closer]) {
      end.length -= used
      end.piece.node = character.repeat(end.length)
    }
    while (closer.previous && closer.previous !== opener) this.remove(closer.previous)
    emphasize(character, used, opener.piece, closer.piece)
    if (opener.length === 0) {
      unlink(opener.piece)
      this.remove(opener)
    }
    if (closer.length > 0) return closer
    const { next } = closer
    unlink(closer.piece)
    this.remove(closer)
    return next
  }
}
