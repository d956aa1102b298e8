/** Reads what stands between fences in markdown, and what a comment before a fence says about it. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const readText = (path: string): string => readFileSync(root + path, 'utf8')

/** One block of code of a document. */
export interface Fence {
  doc: string
  /** Of its first line of code, from 1. */
  line: number
  lang: string
  code: string
  /** It goes on from the block before it, and sees what that one has declared. */
  continues: boolean
  /** Why it is compiled but not run. */
  notRun: string | undefined
}

const CODE = new Set(['ts', 'tsx', 'js', 'jsx'])
export const isCode = ({ lang }: Fence): boolean => CODE.has(lang)

const OPEN = /^(?<indent> *)(?<ticks>`{3,}|~{3,})(?<lang>[\w+-]*)/
// `<!-- … -->` in markdown, `{/* … */}` in MDX.
const MARKER = /^ *(?:<!--|\{\/\*) *(?<said>.*?) *(?:-->|\*\/\})$/

/** What a change leads to is code like any other; what it comes from is somebody else’s, and its lines are empty. */
function afterChange(fence: Fence): Fence {
  const lines = fence.code.split('\n').map((line) => (line.startsWith('-') ? '' : line.slice(1)))
  const code = lines.join('\n')
  return { ...fence, code, lang: /<[A-Z]/.test(code) ? 'tsx' : 'ts' }
}

export function fencesOf(doc: string, text: string): Fence[] {
  const lines = text.split('\n')
  const found: Fence[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const { indent = '', ticks, lang = '' } = OPEN.exec(lines[at] ?? '')?.groups ?? {}
    if (!ticks) continue
    const said = MARKER.exec(lines[at - 1] ?? '')?.groups?.['said'] ?? ''
    const code: string[] = []
    const line = at + 2
    for (at += 1; at < lines.length && (lines[at] ?? '').trim() !== ticks; at += 1)
      code.push((lines[at] ?? '').slice(indent.length))
    const notRun = /^not run: (.+)$/.exec(said)?.[1]
    const block = { doc, line, lang, code: code.join('\n'), continues: said === 'continues', notRun }
    found.push(lang === 'diff' ? afterChange(block) : block)
  }
  return found
}

const inFolder = (folder: string, ending: string): string[] =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith(ending))
    .sort()

/** What people read: pages that are made from the sources are in `docs/api`, and show their examples again. */
export const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...inFolder('docs', '.md').filter((path) => !path.startsWith('docs/api/')),
  ...inFolder('stories/docs', '.mdx'),
]

export const fences = (): Fence[] => documents.flatMap((doc) => fencesOf(doc, readText(doc)))
