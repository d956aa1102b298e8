import type { TableNode } from './nodes.ts'
import { textOf } from './text-of.ts'

/** A spreadsheet's quotes. A cell that would be a formula there stays text. */
const field = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** A table for a spreadsheet. */
export const toCsv = ({ head, rows }: TableNode): string =>
  [head, ...rows].map(({ cells }) => cells.map((cell) => field(textOf(cell))).join(',')).join('\r\n')
