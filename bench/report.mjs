/**
 * Writes what was measured into README.md and docs/performance.md, between `<!-- measured: name -->` and `<!-- /measured -->`,
 * and draws docs/speed.svg. `node bench/report.mjs`; with `--check` it only says whether they are up to date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chart } from './chart.mjs'
import { fixed, ms, table, told } from './format.mjs'
import { overview, all as details, bars } from './markdown/tables.mjs'

const at = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const read = (name) => {
  const file = at(`results/${name}.json`)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
const of = (name) => {
  const measured = read(name)
  if (!measured) throw new Error(`bench/results/${name}.json is not there: npm run bench -- ${name}`)
  return measured
}
const tableOf = (name, key) => {
  const { head, rows } = of(name).tables[key]
  return table(head, rows)
}
const by = (name) => {
  const { settings } = of(name)
  const { rounds } = settings
  const runs = rounds > 1 ? `; medians of ${rounds}` : rounds === 1 ? '; one run' : ''
  return `\`npm run bench -- ${name}\`: ${told(settings)}${runs}.`
}

/** What a page can ask for, by the name in its mark. */
const SECTIONS = {
  reply: () => `${by('reply')}\n\n${overview(of('reply')).text}`,
  'reply in detail': () => details(of('reply')).slice(1).join('\n\n'),
  start: () => `${by('start')}\n\n${tableOf('start', 'pages')}`,
  sizes: () => `${by('sizes')}\n\n${tableOf('sizes', 'pages')}`,
  chat: () => `${by('chat')}\n\n${threads()}`,
  'chat in detail': () =>
    Object.values(of('chat').tables)
      .map(({ head, rows }) => table(head, rows))
      .join('\n\n'),
  output: () => `${by('output')}\n\n${tableOf('output', 'peers')}`,
  'output in detail': () => tableOf('output', 'growth'),
  reading: () => `${by('reading')}\n\n${tableOf('reading', 'readers')}`,
  wire: () => `${by('wire')}\n\n${tableOf('wire', 'growth')}\n\n${tableOf('wire', 'image')}`,
}

/** One row a page, of the many tables of that bench. */
function threads() {
  const { tables } = of('chat')
  const value = (key, row, thread) => {
    const column = tables[key].head.indexOf(`${thread} messages`)
    return tables[key].rows[row][column]
  }
  const wanted = [
    ...['20', '200', '1,000', '10,000'].map((thread) => [`a token under ${thread}`, 'perToken', thread]),
    ['a key, p95, under 1,000', 'keyHandled', '1,000'],
    ['until it is painted', 'keyPainted', '1,000'],
    ['opening 1,000', 'openScript', '1,000'],
    ['heap at 1,000', 'heapOpen', '1,000'],
    ['after closing', 'heapLeft', '1,000'],
  ]
  const rows = tables.perToken.rows.map(([name], row) => [
    row === 0 ? `**react-genai** ${name}` : name,
    ...wanted.map(([, key, thread]) => value(key, row, thread)),
  ])
  return table(['CPU, beneath threads', ...wanted.map(([title]) => title)], rows)
}

const MARKED = /(<!-- measured: ([\w ]+) -->\n)[^]*?(\n<!-- \/measured -->)/g
/** A page with its tables as they should be. */
export const filled = (page) =>
  page.replaceAll(MARKED, (_, open, name, close) => {
    if (!SECTIONS[name]) throw new Error(`Nobody measures "${name}". There are: ${Object.keys(SECTIONS).join(', ')}.`)
    return `${open}\n${SECTIONS[name]()}\n${close}`
  })

/** Every file that tells of measurements, and what it should say. */
export function report() {
  const pages = ['../README.md', '../docs/performance.md'].map((file) => {
    const text = readFileSync(at(file), 'utf8')
    return { file: at(file), text, wanted: filled(text) }
  })
  const file = at('../docs/speed.svg')
  const { settings } = of('reply')
  const drawing = chart({
    title: `Main-thread CPU for a streamed reply of ${settings.usual} kB`,
    note: `Less is better. ${told(settings)}.`,
    bars: bars(of('reply')).map(({ name, value, isOurs }) => ({ name, value, isOurs, label: ms(value) })),
  })
  return [...pages, { file, text: existsSync(file) ? readFileSync(file, 'utf8') : '', wanted: drawing }]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = report().filter(({ text, wanted }) => text !== wanted)
  if (process.argv.includes('--check')) {
    for (const { file } of stale) console.error(`${file} does not say what was measured: node bench/report.mjs`)
    process.exitCode = stale.length === 0 ? 0 : 1
  } else {
    for (const { file, wanted } of stale) writeFileSync(file, wanted)
    console.log(`${stale.length} files written, growth of ours ${fixed(overview(of('reply')).growth, 2)}`)
  }
}
