/** Figures as people read them, and tables as markdown has them. */
export const NONE = '–'
const known = (value) => typeof value === 'number' && Number.isFinite(value)
const grouped = (value) => value.toLocaleString('en', { maximumFractionDigits: 0 })

export const fixed = (value, digits = 0, unit = '') => (known(value) ? `${value.toFixed(digits)}${unit}` : NONE)
export const ms = (value) => (known(value) ? `${grouped(value)} ms` : NONE)
export const kilobytes = (bytes) => (known(bytes) ? `${(bytes / 1000).toFixed(1)} kB` : NONE)
export const times = (value) => (known(value) ? `${value < 10 ? value.toFixed(2) : grouped(value)}×` : NONE)
/** A figure and what it is of another. */
export const beside = (value, floor) => (known(value) ? `${ms(value)}, ${times(value / floor)}` : NONE)

const row = (cells) => `| ${cells.join(' | ')} |`
export const table = (head, rows) =>
  [row(head), row(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n')

/** Where and when, in one line. */
export const told = ({ cpu, system, node, chromium, date, commit }) =>
  [cpu, system, chromium ? `Chromium ${chromium}` : `Node ${node}`, date, `commit ${commit}`].join(', ')
