/** Writes every block as a module of its own to `.docs`, before the tests that compile, run and draw them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Fence, fences, isCode, root } from './fences.ts'
import { examples } from './jsdoc.ts'
import { type Module, moduleOf } from './module.ts'

const OUT = `${root}.docs/`
/** Where errors of a module are told: in the document. */
export interface Written {
  doc: string
  lines: number[]
  importLines: number[]
}

/** What is done with a module, which is the folder that it stands in. */
function folderOf(block: Fence, module: Module): string {
  if (block.notRun) return 'typed'
  // Of the examples in the sources those are run that say what comes of them.
  if (block.doc.startsWith('src/')) return module.hasOutcomes && !module.isPage ? 'node' : 'typed'
  return `${module.isPage ? 'page' : 'node'}${module.hasTests ? '-tests' : ''}`
}

/** Every block with those that it goes on from. */
export function chains(blocks: readonly Fence[]): Fence[][] {
  const code = blocks.filter(isCode)
  const found: Fence[][] = []
  for (const block of code) found.push(block.continues ? [...(found.at(-1) ?? []), block] : [block])
  return found
}

export function writeBlocks(): Record<string, Written> {
  const written: Record<string, Written> = {}
  for (const blocks of chains([...fences(), ...examples()])) {
    const last = blocks.at(-1)
    if (!last) continue
    const module = moduleOf(blocks)
    const path = `${folderOf(last, module)}/${last.doc}/${last.line}.${module.isPage ? 'tsx' : last.lang}`
    written[path] = { doc: last.doc, lines: module.lines, importLines: module.importLines }
    mkdirSync(dirname(OUT + path), { recursive: true })
    // Several projects write at the same time: what is there already is left alone.
    if (!existsSync(OUT + path) || readFileSync(OUT + path, 'utf8') !== module.text)
      writeFileSync(OUT + path, module.text)
  }
  // What was written for a page as it was before is nobody's any more.
  for (const path of readdirSync(OUT, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')))
    if (/\/\d+\.tsx?$/.test(path) && !written[path]) rmSync(OUT + path, { force: true })
  return written
}

/** For Vitest’s `globalSetup`. */
export default function setup(): void {
  writeBlocks()
}
