import type { Inline } from './nodes.ts'

/** What content says, without its forms: an image's alternative text, the cell of a spreadsheet. */
export const textOf = (nodes: readonly Inline[]): string => nodes.map(textOfNode).join('')

function textOfNode(node: Inline): string {
  if (typeof node === 'string') return node
  if ('children' in node) return textOf(node.children)
  if ('value' in node) return node.value
  if (node.type === 'break') return '\n'
  return node.type === 'image' ? node.alt : ''
}
