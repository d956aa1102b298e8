/** What every bench says of itself, and where it keeps what it has measured. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { table } from './format.mjs'

const git = (...args) => execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim()

/** The machine, the day, and the commit: with a plus where the built code is not quite that. */
export function conditions() {
  const [{ model }] = cpus()
  const changed = git('status', '--porcelain', '--', '../src', '../package-lock.json', '.', ':!results') !== ''
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: git('rev-parse', '--short=9', 'HEAD') + (changed ? '+' : ''),
    node: process.versions.node,
    cpu: `${cpus().length} × ${model.trim()}`,
    system: `${process.platform} ${process.arch}`,
  }
}

/** Numbers of nine digits say no more than those of four. */
const short = (_, value) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value

export function write(file, value) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(value, short, 1)}\n`)
}

export function median(list) {
  const sorted = list.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Whether a timed run was of this scene. */
export const isScene = (run, scene) =>
  !run.counting && Object.entries(scene).every(([key, value]) => run[key] === value)

/** Prints tables as they come, and keeps them for the report. */
export function keepTables(settings = {}) {
  const { values } = parseArgs({ options: { json: { type: 'string' } }, strict: false })
  const told = { settings: { ...conditions(), ...settings }, tables: {} }
  return {
    table(name, head, rows) {
      console.log(`\n${table(head, rows)}`)
      told.tables[name] = { head, rows }
      if (values.json) write(values.json, told)
    },
  }
}
