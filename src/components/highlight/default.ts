import { StringStream, type StreamParser } from '@codemirror/streamparser'
import type { LineReader, Token, TokenKind } from './highlighter.ts'
import { loadMode } from './modes.ts'

/** What CodeMirror's modes call things, as far as it gets a colour. */
const KINDS: Readonly<Record<string, TokenKind>> = {
  atom: 'number',
  attribute: 'property',
  attributeName: 'property',
  bool: 'number',
  builtin: 'type',
  className: 'type',
  comment: 'comment',
  controlKeyword: 'keyword',
  def: 'name',
  deleted: 'deleted',
  inserted: 'inserted',
  keyword: 'keyword',
  link: 'string',
  macroName: 'meta',
  meta: 'meta',
  modifier: 'keyword',
  namespace: 'type',
  negative: 'deleted',
  null: 'number',
  number: 'number',
  positive: 'inserted',
  processingInstruction: 'meta',
  property: 'property',
  propertyName: 'property',
  qualifier: 'type',
  quote: 'comment',
  regexp: 'string',
  self: 'keyword',
  string: 'string',
  'string-2': 'string',
  tag: 'keyword',
  tagName: 'keyword',
  type: 'type',
  typeName: 'type',
  url: 'string',
}

function kindOf(style: string | null): TokenKind | undefined {
  for (const name of style?.split(' ') ?? []) {
    const [base = '', modifier] = name.split('.')
    if (modifier === 'definition' || (base === 'variableName' && modifier === 'function')) return 'name'
    const kind = Object.hasOwn(KINDS, base) ? KINDS[base] : undefined
    if (kind) return kind
  }
  return undefined
}

const INDENT = 2

/** States are changed by the mode that they belong to; a copy, with its lists, is what it may change. */
function copyOf(mode: StreamParser<unknown>, state: unknown): unknown {
  if (mode.copyState) return mode.copyState(state)
  if (typeof state !== 'object' || state === null) return state
  return Object.fromEntries(
    Object.entries(state).map(([key, value]: [string, unknown]) => [key, Array.isArray(value) ? value.slice() : value]),
  )
}

function readLine(mode: StreamParser<unknown>, line: string, before: unknown): { tokens: Token[]; state: unknown } {
  const state = copyOf(mode, before)
  const tokens: Token[] = []
  if (line === '') mode.blankLine?.(state, INDENT)
  const stream = new StringStream(line, INDENT, INDENT)
  // A mode may return nothing once, to change its state; one that goes on so must not hold the page.
  for (let still = 0; !stream.eol() && still < 20;) {
    stream.start = stream.pos
    const kind = kindOf(mode.token(stream, state))
    const text = stream.current()
    still = text === '' ? still + 1 : 0
    const last = tokens.at(-1)
    if (last && last[1] === kind) tokens[tokens.length - 1] = [last[0] + text, kind]
    else if (text !== '') tokens.push([text, kind])
  }
  if (!stream.eol()) tokens.push([line.slice(stream.pos)])
  return { tokens, state }
}

/** Reads some forty languages, by the modes of CodeMirror, which are made for reading line by line. */
export async function highlight(language: string): Promise<LineReader | undefined> {
  const mode = await loadMode(language)
  return (
    mode && {
      start: () => mode.startState?.(INDENT) ?? {},
      read: (line, state) => readLine(mode, line, state),
    }
  )
}
