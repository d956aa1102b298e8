import type { Block, ListMarker } from './block.ts'
import type { BlockParser } from './block-parser.ts'
import { unescapeText } from './characters.ts'
import type { LineCursor } from './cursor.ts'
import { takeDefinitions } from './definitions.ts'
import { startsHtml } from './html-block.ts'
import { startTable } from './table.ts'

/** What a line starts: nothing, something that may hold more starts, or a block that takes the rest of the line. */
export type Started = 'none' | 'container' | 'leaf'

type Start = (parser: BlockParser, container: Block, cursor: LineCursor) => Started

/** Deeper nesting is text: nobody reads it, and drawing it would run out of stack. */
const MAX_DEPTH = 100

const consume = (cursor: LineCursor): 'leaf' => {
  cursor.skip(cursor.line.length)
  return 'leaf'
}

const quote: Start = (parser, container, cursor) => {
  if (cursor.character !== '>' || container.depth > MAX_DEPTH) return 'none'
  // In a list, models write “> 30: high” and mean “more than”. Only there do we read otherwise than CommonMark does.
  if (container.kind === 'item' && container.children.length === 0 && /^> ?[=\d$€£]/.test(cursor.content()))
    return 'none'
  cursor.skipSpaces()
  cursor.skip(1)
  cursor.skipSpace()
  parser.open('quote')
  return 'container'
}

const heading: Start = (parser, _container, cursor) => {
  const found = /^(#{1,6})(?:[ \t]+|$)/.exec(cursor.content())
  if (!found?.[1]) return 'none'
  const block = parser.open('heading')
  block.level = found[1].length
  block.text = cursor
    .content()
    .slice(found[0].length)
    .replace(/(?:^|[ \t]+)#+[ \t]*$/, '')
    .trim()
  return consume(cursor)
}

const fence: Start = (parser, _container, cursor) => {
  const found = /^(?:(`{3,})([^`]*)|(~{3,})(.*))$/s.exec(cursor.content())
  const mark = found?.[1] ?? found?.[3]
  if (!mark) return 'none'
  const { indent } = cursor
  const block = parser.open('code')
  block.fence = { character: mark.charAt(0), length: mark.length, offset: indent }
  block.info = unescapeText((found?.[2] ?? found?.[4] ?? '').trim())
  return consume(cursor)
}

const html: Start = (parser, container, cursor) => {
  if (cursor.character !== '<') return 'none'
  const lazy = container.kind === 'paragraph' || parser.tip.kind === 'paragraph'
  const kind = startsHtml(cursor.content(), lazy)
  if (kind === 0) return 'none'
  parser.open('html').html = kind
  return 'leaf'
}

const setextHeading: Start = (parser, container, cursor) => {
  if (container.kind !== 'paragraph' || !/^(?:=+|-+)[ \t]*$/.test(cursor.content())) return 'none'
  const text = takeDefinitions(container.text, parser.definitions)
  // Nothing but definitions stood there: the line is a paragraph of its own.
  if (text === '') return 'none'
  parser.closeUnmatched()
  container.kind = 'heading'
  container.text = withoutTask(container) + text.trim()
  container.level = cursor.character === '=' ? 1 : 2
  return consume(cursor)
}

/** Only a paragraph can be a task: what was taken for one is text again. */
function withoutTask({ parent }: Block): string {
  if (parent?.checked === undefined || parent.children.length > 1) return ''
  const text = parent.checked ? '[x] ' : '[ ] '
  parent.checked = undefined
  return text
}

const rule: Start = (parser, _container, cursor) => {
  if (!/^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/.test(cursor.content())) return 'none'
  parser.open('rule')
  return consume(cursor)
}

const math: Start = (parser, container, cursor) => {
  const content = cursor.content().trimEnd()
  if (!content.startsWith('$$') || container.kind === 'table') return 'none'
  const end = content.indexOf('$$', 2)
  if (end !== -1 && end !== content.length - 2) return 'none'
  const block = parser.open('math')
  const first = content.slice(2, end === -1 ? undefined : end)
  if (first.trim() !== '') block.lines.push(first)
  block.complete = end !== -1
  if (block.complete) parser.close(block, parser.line)
  return consume(cursor)
}

const footnote: Start = (parser, container, cursor) => {
  const found = /^\[\^([^\s[\]]+)\]:[ \t]*/.exec(cursor.content())
  // A list's next line reaches the list itself, which this ends.
  const outer = container.kind === 'paragraph' || container.kind === 'list' ? container.parent : container
  if (!found?.[1] || outer?.kind !== 'document') return 'none'
  cursor.skipSpaces()
  cursor.skip(found[0].length)
  parser.open('footnote').label = found[1].toLowerCase()
  return 'container'
}

const alike = (a: ListMarker | undefined, b: ListMarker): boolean =>
  a?.character === b.character && (a.start === undefined) === (b.start === undefined)

const item: Start = (parser, container, cursor) => {
  if (container.depth > MAX_DEPTH) return 'none'
  const marker = readMarker(container, cursor)
  if (!marker) return 'none'
  parser.closeUnmatched()
  if (parser.tip.kind !== 'list' || !alike(parser.tip.marker, marker)) parser.open('list').marker = marker
  const block = parser.open('item')
  block.marker = marker
  const task = /^\[([ xX])\][ \t]+(?=\S)/.exec(cursor.content())
  if (!task || cursor.indented) return 'container'
  block.checked = task[1] !== ' '
  cursor.skipSpaces()
  cursor.skip(task[0].length)
  parser.open('paragraph')
  return 'leaf'
}

function readMarker(container: Block, cursor: LineCursor): ListMarker | undefined {
  const found = /^(?:[*+-]|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(cursor.content())
  if (!found) return undefined
  const { 0: text, 1: digits, 2: delimiter } = found
  const start = digits === undefined ? undefined : Number(digits)
  const rest = cursor.content().slice(text.length)
  // Inside a paragraph only a list that starts at one, with something in it, may begin.
  if (container.kind === 'paragraph' && (rest.trim() === '' || (start ?? 1) !== 1)) return undefined
  const offset = cursor.indent
  cursor.skipSpaces()
  cursor.skip(text.length)
  const before = cursor.save()
  const width = cursor.indent
  let padding = text.length + width
  if (cursor.blank || width > 4) {
    before()
    cursor.skipSpace()
    padding = text.length + 1
  } else cursor.skipColumns(width)
  return { character: delimiter ?? text, start, offset, padding }
}

const indentedCode: Start = (parser, _container, cursor) => {
  if (parser.tip.kind === 'paragraph' || cursor.blank) return 'none'
  cursor.skipColumns(4)
  parser.open('code')
  return 'leaf'
}

const STARTS: readonly Start[] = [quote, heading, fence, html, setextHeading, startTable, rule, math, footnote, item]
/** Only lines that begin with one of these can start something, but for a table's second line. */
const MAY_START = /[#`~*+_=<>\d|:$[-]/

/** Starts the block that the rest of the line begins, if it does. */
export function startBlock(parser: BlockParser, container: Block, cursor: LineCursor): Started {
  if (cursor.indented) return indentedCode(parser, container, cursor)
  if (!MAY_START.test(cursor.character)) return 'none'
  for (const start of STARTS) {
    const started = start(parser, container, cursor)
    if (started !== 'none') return started
  }
  return 'none'
}
