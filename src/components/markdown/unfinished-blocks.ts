import type { Block } from './block.ts'
import type { BlockParser } from './block-parser.ts'
import { splitRow } from './table.ts'

/**
 * Adds a line that is not whole yet, unless it is only the beginning of a marker: then it waits. Returns the leaf of which
 * more may come.
 */
export function holdBack(parser: BlockParser, line: string): Block | undefined {
  const { tip } = parser
  if (waits(tip, line)) return guess(parser, tip, false)
  // What underlines a heading is more often the beginning of a list, or of a sentence: not a heading before it is long.
  const isShort = tip.kind === 'paragraph' && /^ {0,3}(?:-{1,2}|={1,2})$/.test(line)
  if (line !== '') parser.addLine(isShort ? `${line}\u200b` : line)
  return guess(parser, parser.tip, line !== '')
}

function waits(tip: Block, line: string): boolean {
  const text = insideQuotes(tip, line)
  switch (tip.kind) {
    case 'code':
      return (
        tip.fence !== undefined &&
        text !== '' &&
        text.length < tip.fence.length &&
        text === tip.fence.character.repeat(text.length)
      )
    case 'math':
      return text === '$'
    case 'table':
      return text === '|'
    case 'paragraph':
      return (
        /^(?:-\s+|[*+]\s*|\d{1,9}[.)]\s*)$/.test(text) ||
        (isRow(tip.text) && /^[\s|:-]+$/.test(text) && !isWholeRow(tip.text, text))
      )
    default:
      return false
  }
}

/** A line as the block sees it. A `>` of a quote that it does not stand in begins another block. */
function insideQuotes(tip: Block, line: string): string {
  let quotes = 0
  for (let block: Block | undefined = tip; block; block = block.parent) if (block.kind === 'quote') quotes++
  return line.replace(new RegExp(`^(?:\\s*>){0,${quotes}}\\s*`), '')
}

const isRow = (text: string): boolean => text.startsWith('|') && !text.includes('\n')
const isWholeRow = (head: string, line: string): boolean =>
  /-[\s|:]*$/.test(line) && splitRow(line).length === splitRow(head).length

/** What the last block will most likely become. */
function guess(parser: BlockParser, tip: Block, inLine: boolean): Block | undefined {
  const { text, lines } = tip
  switch (tip.kind) {
    case 'paragraph':
      if (isRow(text) && text !== '|') {
        tip.kind = 'table'
        tip.text = text
        tip.align = splitRow(text).map(() => undefined)
      } else if (/^(?:`{1,2}|~{1,2}|\||\[(?!\^)[^\]]*\]:.*|\[\^[^\]]*\]?)$/.test(text)) tip.text = ''
      else guessTask(tip)
      return tip
    case 'html': {
      const last = lines.pop()
      if (last !== undefined) lines.push(inLine ? last.replace(/<[^<>]*$/, '') : last)
      return undefined
    }
    case 'heading':
    case 'table':
      return inLine && tip.startLine <= parser.line ? tip : undefined
    default:
      return undefined
  }
}

/** `- [` is the beginning of a task's box. */
function guessTask(tip: Block): void {
  const { parent, text } = tip
  if (parent?.kind !== 'item' || parent.children.length > 1 || !/^\[(?:[ xX]\]?)?\s*$/.test(text)) return
  if (text.length > 2) parent.checked = text[1] !== ' '
  tip.text = ''
}
