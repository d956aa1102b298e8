/** Reads the public names out of the sources: where each is declared, how, and what its comment says. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** @typedef {{ text: string, tags: { tag: string, text: string }[] }} Comment */
/** @typedef {{ name: string, path: string, comment: Comment, nodes: object[], file: ReturnType<typeof fileAt> }} Name */

const files = new Map()
function fileAt(path) {
  const known = files.get(path)
  if (known) return known
  const text = readFileSync(root + path, 'utf8')
  const { program, comments } = parseSync(path, text, { sourceType: 'module' })
  const file = {
    path,
    text,
    body: program.body,
    comments: comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*')),
  }
  files.set(path, file)
  return file
}

/** What a comment says, and its tags. */
function parseComment(value) {
  const lines = value.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
  const [text = '', ...tags] = lines.join('\n').split(/\n(?=@\w)|^(?=@\w)| (?=@throws )/)
  return {
    text: text.trim(),
    tags: tags.map((tag) => {
      const [, name = '', rest = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag) ?? []
      return { tag: name, text: rest.trimEnd() }
    }),
  }
}

/** The comment right above a node. Between the two may stand what only the linter reads. */
export function commentOf(file, node) {
  const found = file.comments.findLast(({ end }) => end <= node.start)
  const between = found && file.text.slice(found.end, node.start)
  return found && /^(?:\s|\/\/[^\n]*)*$/.test(between)
    ? parseComment(found.value.replace(/^\*/, ''))
    : { text: '', tags: [] }
}

const nameOf = (node) => node.name ?? String(node.value)
/** What a statement declares, exported or not. */
function declarations(statement) {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  if (declared?.type === 'VariableDeclaration') return declared.declarations.map((one) => [one.id.name, one])
  return declared?.id ? [[declared.id.name, declared]] : []
}
const exported = (statement) => (statement.type === 'ExportNamedDeclaration' ? declarations(statement) : [])

/** Where a name that a file exports is declared: there, or where it has it from. */
export function find(path, wanted) {
  const file = fileAt(path)
  const own = file.body.flatMap((statement) =>
    declarations(statement).flatMap(([name, node]) => (name === wanted ? [{ statement, node }] : [])),
  )
  if (own.length > 0) return { file, own }
  for (const { type, source, specifiers = [] } of file.body) {
    if (!source || !source.value.startsWith('.')) continue
    const from = join(dirname(path), source.value)
    if (type === 'ExportAllDeclaration') {
      const found = find(from, wanted)
      if (found) return found
    }
    // Of what is imported, the name here is the local one.
    const as = specifiers.find((one) => nameOf(one.exported ?? one.local) === wanted)
    if (as) return find(from, nameOf(as.imported ?? as.local))
  }
  return undefined
}

/** Every name that an entry exports, in its order. @returns {Name[]} */
export function namesOf(path) {
  const file = fileAt(path)
  const listed = file.body.flatMap((statement) => {
    if (statement.type === 'ExportAllDeclaration') return []
    if (statement.type !== 'ExportNamedDeclaration') return []
    return [...exported(statement).map(([name]) => name), ...statement.specifiers.map((one) => nameOf(one.exported))]
  })
  const foreign = new Set(
    file.body.flatMap(({ type, source, specifiers }) =>
      type === 'ImportDeclaration' && !source.value.startsWith('.') ? specifiers.map(({ local }) => local.name) : [],
    ),
  )
  // What belongs to others is told by them.
  return [...new Set(listed)]
    .filter((name) => !foreign.has(name))
    .map((name) => {
      const found = find(path, name)
      if (!found) throw new Error(`${path}: ${name} is declared nowhere`)
      const comments = found.own.map(({ statement }) => commentOf(found.file, statement))
      const comment = comments.find(({ text }) => text) ?? comments[0]
      return { name, path: found.file.path, comment, nodes: found.own.map(({ node }) => node), file: found.file }
    })
}
