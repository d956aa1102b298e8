/** Reads the examples in the comments of the sources. */
import { readdirSync } from 'node:fs'
import { type Fence, readText, root } from './fences.ts'

const COMMENT = /\/\*\*[\s\S]*?\*\//g
const TAG = /^@\w+/

/** Every `@example` of a source, as if it were a block of a document. */
function examplesOf(doc: string, source: string): Fence[] {
  return [...source.matchAll(COMMENT)].flatMap(({ 0: comment, index }) => {
    const first = source.slice(0, index).split('\n').length
    const lines = comment
      .split('\n')
      .map((line) => line.replace(/^\s*(?:\/\*\*|\*\/|\* ?)/, '').replace(/\s*\*\/$/, ''))
    return lines.flatMap((line, at): Fence[] => {
      if (line.trim() !== '@example') return []
      const rest = lines.slice(at + 1)
      const end = rest.findIndex((text) => TAG.test(text))
      const code = (end < 0 ? rest : rest.slice(0, end)).join('\n').trimEnd()
      return [{ doc, line: first + at + 1, lang: 'tsx', code, continues: false, notRun: undefined }]
    })
  })
}

export const examples = (): Fence[] =>
  readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
    .flatMap((path) => examplesOf(path, readText(path)))
