/** A stretch of a line, and what it is: `keyword`, `string`, `comment`, …; nothing for plain text. */
export type Token = readonly [text: string, kind?: TokenKind | undefined]

/** What a piece of code is: the class of its colour. */
export type TokenKind =
  | 'comment'
  | 'keyword'
  | 'string'
  | 'number'
  | 'type'
  | 'name'
  | 'property'
  | 'meta'
  | 'inserted'
  | 'deleted'

/**
 * Reads one language line by line. A line's tokens follow from the line and the state in which the one before it ended,
 * so a finished line is coloured once and never again.
 */
export interface LineReader<S = unknown> {
  /** The state before the first line. */
  start: () => S
  /** The tokens of a line, whose texts make the line; and the state after it. The state given is not to be changed. */
  read: (line: string, state: S) => { tokens: readonly Token[]; state: S }
}

/** A reader for a language, at once or later; `undefined` for those it does not know. */
export type Highlighter = (language: string) => LineReader | undefined | Promise<LineReader | undefined>
