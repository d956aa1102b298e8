/** The figures of all runs as markdown tables, medians beside the floor and the best known peer. */
import { FLOOR, PEER } from './contestants.mjs'

function median(list) {
  const sorted = [...list].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
const NONE = '–'
const fixed = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : NONE)
const times = (value, digits) => (Number.isFinite(value) ? `${value.toFixed(digits)}×` : NONE)
const ms = (value) => (Number.isFinite(value) ? Math.round(value).toLocaleString('en') : NONE)
const row = (cells) => `| ${cells.join(' | ')} |`
const table = (head, rows) =>
  [row(head), row(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n')

/** What is asked of the runs here: the median of one figure in one scene, or NaN where nobody ran. */
const ask =
  (results) =>
  (figure, name, kb, { earlier = 0, counting = false } = {}) => {
    const of = (run) => run.name === name && run.kb === kb && run.earlier === earlier && run.counting === counting
    const found = results.filter(of).map((run) => run[figure])
    return found.length > 0 ? median(found) : Number.NaN
  }
const namesOf = (results) => [...new Set(results.map(({ name }) => name))]

/** `ms (times the floor / times the peer)` */
function beside(value, floor, peer) {
  const ratio = (other) => times(value / other, 2)
  return `${ms(value)} (${ratio(floor)} / ${ratio(peer)})`
}

export function introduction({ pace, burst, piece, chromium }, scenes) {
  const runs = scenes.map(({ kb, earlier, rounds }) => `${kb} kB${earlier ? ' in a thread' : ''} ${rounds}`)
  return [
    `Chromium ${chromium}; ${burst} × ${piece} characters every ${pace} ms; medians of runs: ${runs.join(', ')}.`,
    `Main-thread CPU in ms from send to final DOM, in brackets × ${FLOOR} / × ${PEER}. The end of the reply stays in view.\n`,
  ].join('\n')
}

export function overview(results, sizes, counted) {
  const of = ask(results)
  const [smaller, larger] = sizes.slice(-2)
  const head = ['contestant', ...sizes.map((kb) => `${kb} kB`)]
  if (larger) head.push(`growth ${smaller}→${larger}`)
  head.push(`commits per frame (${counted} kB)`, `frames a second (${counted} kB)`)
  head.push('longest task, ms', `heap, MB (${counted} kB)`)
  const rows = namesOf(results).map((name) => {
    const cpu = sizes.map((kb) => beside(of('cpu', name, kb), of('cpu', FLOOR, kb), of('cpu', PEER, kb)))
    const growth = larger ? [times(of('cpu', name, larger) / of('cpu', name, smaller), 1)] : []
    const count = (figure) => of(figure, name, counted, { counting: true })
    return [
      name,
      ...cpu,
      ...growth,
      fixed(count('commits') / count('frames'), 2),
      fixed(count('frames') / count('seconds')),
      ms(Math.max(...sizes.map((kb) => of('longest', name, kb)))),
      fixed(of('heap', name, counted), 1),
    ]
  })
  return table(head, rows)
}

export function split(results, sizes) {
  const of = ask(results)
  const figures = ['script', 'layout', 'style', 'blocking', 'longest']
  const head = ['contestant', ...sizes.map((kb) => `${kb} kB: ${figures.join(' / ')}, ms; heap, MB; s`)]
  const rows = namesOf(results).map((name) => [
    name,
    ...sizes.map((kb) => {
      const parts = figures.map((figure) => ms(of(figure, name, kb))).join(' / ')
      return `${parts}; ${fixed(of('heap', name, kb), 1)}; ${fixed(of('seconds', name, kb), 1)}`
    }),
  ])
  return table(head, rows)
}

export function thread(results, kb, earlier) {
  const of = ask(results)
  const runs = results.filter((run) => run.earlier === earlier)
  const under = (figure, name) => of(figure, name, kb, { earlier })
  const head = [
    `${kb} kB under ${earlier} messages`,
    'CPU',
    'script / layout / style, ms',
    'longest task, ms',
    'heap, MB',
  ]
  const rows = namesOf(runs).map((name) => [
    name,
    beside(under('cpu', name), under('cpu', FLOOR), under('cpu', PEER)),
    ['script', 'layout', 'style'].map((figure) => ms(under(figure, name))).join(' / '),
    ms(under('longest', name)),
    fixed(under('heap', name), 1),
  ])
  return table(head, rows)
}
