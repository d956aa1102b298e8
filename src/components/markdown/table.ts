import type { Block } from './block.ts'
import type { BlockParser } from './block-parser.ts'
import type { LineCursor } from './cursor.ts'
import type { Align } from './nodes.ts'

/** The cells of a row, trimmed; `\|` is a bar within one, also in code. */
export function splitRow(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  let from = 0
  const text = line.trim()
  const start = text.startsWith('|') ? 1 : 0
  from = start
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\' && text[at + 1] === '|') {
      cell += `${text.slice(from, at)}|`
      from = at + 2
      at++
    } else if (text[at] === '|') {
      cells.push((cell + text.slice(from, at)).trim())
      cell = ''
      from = at + 1
    } else if (text[at] === '\\') at++
  }
  const last = (cell + text.slice(from)).trim()
  if (last !== '' || cells.length === 0 || !text.endsWith('|')) cells.push(last)
  return cells
}

const DELIMITERS = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/

function readAlign(line: string): Align[] | undefined {
  if (!DELIMITERS.test(line) || !/[|:]/.test(line)) return undefined
  return splitRow(line).map((cell) =>
    cell.endsWith(':') ? (cell.startsWith(':') ? 'center' : 'right') : cell.startsWith(':') ? 'left' : undefined,
  )
}

/** A row of dashes under a paragraph's last line makes that line the head of a table (GFM 4.10). */
export function startTable(parser: BlockParser, container: Block, cursor: LineCursor): 'none' | 'leaf' {
  if (container.kind !== 'paragraph') return 'none'
  const align = readAlign(cursor.content())
  if (!align) return 'none'
  const cut = container.text.lastIndexOf('\n')
  const head = container.text.slice(cut + 1)
  if (splitRow(head).length !== align.length) return 'none'
  parser.closeUnmatched()
  let table = container
  if (cut === -1) container.kind = 'table'
  else {
    container.text = container.text.slice(0, cut)
    parser.close(container, parser.line - 2)
    table = parser.open('table', parser.line - 1)
  }
  table.text = head
  table.align = align
  table.info = cursor.content()
  cursor.skip(cursor.line.length)
  return 'leaf'
}
