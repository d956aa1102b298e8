/** Which names there are to be had, and where: of the package itself, and of the preludes. */
import { existsSync } from 'node:fs'
import { parseSync } from 'vite'
import { readText, root } from './fences.ts'

/** A name, and how it is imported. */
export interface Source {
  from: string
  typeOnly: boolean
}

type Statement = ReturnType<typeof parseSync>['program']['body'][number]

export function parse(path: string, code: string): { body: readonly Statement[]; errors: string[] } {
  const { program, errors } = parseSync(path, code, { sourceType: 'module' })
  return { body: program.body, errors: errors.map(({ message }) => message) }
}

const named = (node: { type: string; name?: string; value?: unknown }): string => node.name ?? String(node.value)

/** What a pattern binds: `a`, `{ a, b: [c] }`. */
function bound(pattern: unknown): string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(bound)
  if (typeof pattern !== 'object' || pattern === null) return []
  const node = pattern as Record<string, unknown>
  if (node['type'] === 'Identifier') return [String(node['name'])]
  return ['elements', 'properties', 'value', 'argument', 'left'].flatMap((key) => bound(node[key]))
}

/** What a statement declares or imports, and whether only as a type. */
export function declared(statement: Statement): [name: string, typeOnly: boolean][] {
  switch (statement.type) {
    case 'ImportDeclaration':
      return statement.specifiers.map(({ local }) => [local.name, false])
    case 'ExportNamedDeclaration':
      return statement.declaration
        ? declared(statement.declaration)
        : statement.specifiers.map(({ exported, exportKind }) => [
            named(exported),
            exportKind === 'type' || statement.exportKind === 'type',
          ])
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) => bound(id).map((name): [string, boolean] => [name, false]))
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return statement.id ? [[statement.id.name, false]] : []
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [[statement.id.name, true]]
    default:
      return []
  }
}

/** What a module of ours exports by name. */
function exportsOf(path: string, from: string): Map<string, Source> {
  const found = new Map<string, Source>()
  for (const statement of parse(path, readText(path)).body)
    if (statement.type === 'ExportNamedDeclaration')
      for (const [name, typeOnly] of declared(statement)) found.set(name, { from, typeOnly })
  return found
}

const { exports } = JSON.parse(readText('package.json')) as { exports: Record<string, string | { default: string }> }
/** Every entry of the package that has names, and its source. */
const entries: readonly [name: string, path: string][] = Object.entries(exports).flatMap(([entry, target]) => {
  if (typeof target === 'string' || (!target.default.endsWith('index.js') && !entry.startsWith('./testing/'))) return []
  return [[entry.replace('.', 'react-genai'), target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts')]]
})

/** Earlier ones win: a name that several entries have is taken from the root. */
const publicNames = new Map(entries.toReversed().flatMap(([from, path]) => [...exportsOf(path, from)]))

const PRELUDES = 'test/docs/preludes/'
/** `docs/chat.md` has `chat.tsx`, `stories/docs/chat.mdx` has `stories-chat.tsx`, all sources have `src.tsx`. */
const preludeOf = (doc: string): string =>
  doc.startsWith('src/')
    ? 'src.tsx'
    : `${doc
        .replace(/^docs\//, '')
        .replace(/^stories\/docs\//, 'stories-')
        .replaceAll('/', '-')
        .replace(/\.mdx?$/, '')
        .toLowerCase()}.tsx`

/** All that a block of this document may speak of without a word. */
export function namesFor(doc: string): Map<string, Source> {
  const preludes = ['common.tsx', preludeOf(doc)].filter((name) => existsSync(root + PRELUDES + name))
  return new Map([
    ...publicNames,
    ...preludes.flatMap((name) => [...exportsOf(PRELUDES + name, root + PRELUDES + name)]),
  ])
}
