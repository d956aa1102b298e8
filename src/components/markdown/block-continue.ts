import type { Block } from './block.ts'
import type { LineCursor } from './cursor.ts'

/** Whether a line belongs to an open block: it does, it does not, or it is what closes it. */
export type Continues = 'yes' | 'no' | 'closes'

const when = (condition: boolean): Continues => (condition ? 'yes' : 'no')

/** Passes the block's own markers. */
export function continues(block: Block, cursor: LineCursor): Continues {
  switch (block.kind) {
    case 'quote':
      if (cursor.indented || cursor.character !== '>') return 'no'
      cursor.skipSpaces()
      cursor.skip(1)
      cursor.skipSpace()
      return 'yes'
    case 'item':
    case 'footnote':
      return continuesIndented(block, cursor)
    case 'code':
      return block.fence ? continuesFence(block, cursor) : continuesIndentedCode(cursor)
    case 'math':
      return continuesMath(block, cursor)
    case 'html':
      return when(!(cursor.blank && block.html >= 6))
    case 'paragraph':
    case 'table':
      return when(!cursor.blank)
    case 'list':
      return 'yes'
    default:
      return 'no'
  }
}

function continuesIndented(block: Block, cursor: LineCursor): Continues {
  const width = block.marker ? block.marker.offset + block.marker.padding : 4
  if (cursor.blank) {
    if (block.children.length === 0) return 'no'
    cursor.skipSpaces()
    return 'yes'
  }
  if (cursor.indent < width) return 'no'
  cursor.skipColumns(width)
  return 'yes'
}

function continuesIndentedCode(cursor: LineCursor): Continues {
  if (cursor.indented) cursor.skipColumns(4)
  else if (cursor.blank) cursor.skipSpaces()
  else return 'no'
  return 'yes'
}

function continuesFence({ fence }: Block, cursor: LineCursor): Continues {
  if (!fence) return 'no'
  if (!cursor.indented && cursor.character === fence.character) {
    const content = cursor.content().trimEnd()
    if (content.length >= fence.length && content === fence.character.repeat(content.length)) return 'closes'
  }
  for (let left = fence.offset; left > 0 && /[ \t]/.test(cursor.line[cursor.offset] ?? ''); left--)
    cursor.skipColumns(1)
  return 'yes'
}

/** A formula ends on the line that ends with `$$`. */
function continuesMath(block: Block, cursor: LineCursor): Continues {
  const line = cursor.rest().trimEnd()
  if (!line.endsWith('$$')) return 'yes'
  const before = line.slice(0, -2)
  if (before.trim() !== '') block.lines.push(before)
  return 'closes'
}
