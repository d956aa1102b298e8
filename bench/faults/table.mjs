/** The results for people: rows of faults that are alike, bold where the client has survived them all. */
import { clients } from './clients.mjs'

const bold = (text, isBold) => (isBold ? `**${text}**` : text)

/** Several results in one cell: what they have in common, else how many were survived and what became of the others. */
function cellOf(results) {
  const cells = [...new Set(results.map(({ cell }) => cell))]
  const survived = results.filter((one) => one.survived)
  if (survived.length === results.length) {
    const kinds = [...new Set(cells.map((cell) => cell.split(', ')[0]))]
    return bold(cells.length === 1 ? cells[0] : kinds.join('; '), true)
  }
  if (cells.length === 1) return cells[0]
  const failed = [...new Set(results.filter((one) => !one.survived).map(({ cell }) => cell))]
  return survived.length === 0 ? failed.join('; ') : `${survived.length} of ${results.length}; ${failed.join('; ')}`
}

export function printTable(rows, ids, results, isAll) {
  const of = (fault, id) => results.find((one) => one.fault === fault.id && one.client === id)
  const line = (cells) => console.log(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
  line(['fault', ...ids.map((id) => clients[id].name)])
  console.log(`|${'---|'.repeat(ids.length + 1)}`)
  for (const { row, faults } of rows)
    if (isAll) for (const fault of faults) line([fault.label, ...ids.map((id) => cellOf([of(fault, id)]))])
    else line([row, ...ids.map((id) => cellOf(faults.map((fault) => of(fault, id))))])

  console.log('\nBold: survived, which is the reply whole, or an error that a program can read with every word kept.\n')
  for (const id of ids) {
    const own = results.filter(({ client }) => client === id)
    const count = (is) => own.filter(is).length
    console.log(
      `- ${clients[id].name}: survived ${count(({ survived }) => survived)} of ${own.length}` +
        ` (${count(({ noticed }) => noticed)} if any error will do);` +
        ` words lost: ${own.reduce((sum, { lost }) => sum + lost, 0)};` +
        ` never ended: ${count(({ hung }) => hung)}`,
    )
  }
}
