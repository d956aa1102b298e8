/**
 * Makes a module of a block, so that the documents can be compiled, run and drawn as they are. How to write a page:
 *
 * - A block is written for its readers. What it neither declares nor imports it has from the page's prelude,
 *   `test/docs/preludes/<page>.tsx` (`stories-<page>.tsx` for MDX, `readme.tsx`, `src.tsx` for every `@example`), which
 *   exports it, real and typed, on doubles of the public kit; then from `common.tsx`; then from the package's own entries.
 *   A page without a prelude needs none.
 * - `import … from './beside.ts'` finds `test/docs/app`, the reader's project, or `examples`.
 * - What calls hooks in the open, or is an element by itself, is put into a component, `Example`. What stands behind the last
 *   hook happens when that has been drawn. Blocks with `tsx` are drawn in a browser, each of their components by itself;
 *   those that take props are given those in `drawn.tsx`. All others are run in Node. `fetch` and `WebSocket` are those of
 *   `network.ts` meanwhile; servers listen where there is room.
 * - `value // 'Hello'`, `// => 42`, `const { items } = … // items: []`: what a comment writes out in full has to come of it.
 *   What else is to come of a block is in `expectations.ts` and `drawn.tsx`.
 * - Two comments, which no reader sees, may stand right above a fence (in MDX within braces): `<!-- continues -->`, the block
 *   sees what the one before it has declared, which is run again with it; `<!-- not run: why -->`, it is only compiled, and
 *   `other.test.ts` lists it.
 * - Of a `diff` what it leads to is compiled and run. A package that is not installed here is declared in a `.d.ts` beside the
 *   preludes; what needs it is not run.
 * - Blocks of other languages are checked in `other.test.ts`; a new language needs a check there.
 */
import { existsSync } from 'node:fs'
import { type Fence, root } from './fences.ts'
import { callsHook, definesTest, drawnName, isDrawn, outcomeOf, type Statement } from './fragment.ts'
import { declared, namesFor, parse } from './names.ts'

export interface Module {
  text: string
  /** For every line of it the line of the document, or 0. */
  lines: number[]
  /** Lines of the document that import something. */
  importLines: number[]
  isPage: boolean
  hasTests: boolean
  hasOutcomes: boolean
}

/** The reader's project: what blocks import from beside them. */
const APP = ['test/docs/app/', 'test/docs/app/test/', 'examples/']
function inApp(specifier: string): string {
  const path = specifier.replace(/^(?:\.\.?\/)+/, '')
  const found = APP.flatMap((folder) => [path, `${path}.ts`].map((name) => folder + name)).find((one) =>
    existsSync(root + one),
  )
  if (!found) throw new Error(`${specifier}: there is no such file in ${APP[0]}`)
  return root + found
}
const STAGE = `import { outcome, useAfterwards } from '${root}test/docs/stage.ts'`
const RELATIVE = /(?<before>\bfrom\s+|\bimport\s+)'(?<path>\.[^']+)'/g

/** An element that begins a line stands for itself: it does not go on from what stands before. */
const apart = (code: string): string => code.replaceAll(/^(?=<[A-Za-z>])/gm, ';')

const isModular = ({ type }: Statement): boolean => /^(?:Import|Export|TS|Function|Class)/.test(type)
const isComponent = (name: string): boolean => /^[A-Z]/.test(name)

export function moduleOf(blocks: readonly Fence[]): Module {
  const doc = blocks[0]?.doc ?? ''
  const code = apart(blocks.map((block) => block.code).join('\n'))
  const docLines = blocks.flatMap((block) => block.code.split('\n').map((_, at) => block.line + at))
  const lineAt = (offset: number): number => docLines[code.slice(0, offset).split('\n').length - 1] ?? 0
  const { body, errors } = parse('block.tsx', code)
  const out: [text: string, line: number][] = []
  const add = (text: string, start?: number): void => {
    const first = start === undefined ? 0 : code.slice(0, start).split('\n').length - 1
    for (const [at, line] of text.split('\n').entries())
      out.push([line, start === undefined ? 0 : (docLines[first + at] ?? 0)])
  }
  if (errors.length > 0) {
    add(code, 0)
    return {
      text: code,
      lines: out.map(([, line]) => line),
      importLines: [],
      isPage: true,
      hasTests: false,
      hasOutcomes: false,
    }
  }

  const own = new Set(body.flatMap((statement) => declared(statement).map(([name]) => name)))
  for (const [name, { from, typeOnly }] of namesFor(doc))
    if (!own.has(name) && new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name}(?![\\w$])`).test(code))
      add(`import { ${typeOnly ? 'type ' : ''}${name} } from '${from}'`)
  add(`${STAGE}\nexport {}`)

  let hasOutcomes = false
  const source = (statement: Statement): string =>
    code
      .slice(statement.start, statement.end)
      .replaceAll(RELATIVE, (_, before: string, path: string) => `${before}'${inApp(path)}'`)
  const say = (statement: Statement): void => {
    const outcome = outcomeOf(statement, code)
    hasOutcomes ||= outcome !== undefined
    if (!outcome || statement.type !== 'ExpressionStatement') add(source(statement), statement.start)
    if (outcome) add(outcome, statement.start)
  }

  const lastHook = body.findLastIndex(callsHook)
  const firstHook = body.findIndex(callsHook)
  const drawn = body.filter((statement) => isDrawn(statement))
  const held = body.map(drawnName).filter((name) => name !== undefined)
  const isInside = (statement: Statement, at: number): boolean =>
    firstHook >= 0 && at >= firstHook && !isModular(statement) && !isDrawn(statement)
  for (const [at, statement] of body.entries()) if (!isInside(statement, at) && !isDrawn(statement)) say(statement)
  const hasExample = firstHook >= 0 || drawn.length > 0 || held.length > 0
  if (hasExample) {
    add('export function Example() {')
    const inside = body.filter(isInside)
    const isFirst = (statement: Statement): boolean => body.indexOf(statement) <= lastHook
    for (const statement of inside.filter(isFirst)) say(statement)
    add('useAfterwards(async () => {')
    for (const statement of inside.filter((one) => !isFirst(one))) say(statement)
    add('})\nreturn (\n<>')
    for (const statement of drawn) add(code.slice(statement.start, statement.end), statement.start)
    for (const name of held) add(`{${name}}`)
    // What draws nothing itself is seen to have been there.
    if (drawn.length + held.length === 0) add('<hr />')
    add('</>\n)\n}')
  }
  const values = body.flatMap((statement, at) =>
    isInside(statement, at) || /^(?:Import|Export|TS)/.test(statement.type)
      ? []
      : declared(statement).flatMap(([name, typeOnly]) => (typeOnly ? [] : [name])),
  )
  add(`export const own: Record<string, unknown> = { ${values.join(', ')} }`)
  const components = [...own].filter(
    (name) => isComponent(name) && new RegExp(`(?:function|const) ${name}\\b`).test(code),
  )
  add(
    `export const staged: Record<string, unknown> = { ${[...components, ...(hasExample ? ['Example'] : [])].join(', ')} }`,
  )
  return {
    text: out.map(([text]) => text).join('\n'),
    lines: out.map(([, line]) => line),
    importLines: body.filter(({ type }) => type === 'ImportDeclaration').map(({ start }) => lineAt(start)),
    isPage: hasExample || (blocks.at(-1)?.lang === 'tsx' && !doc.startsWith('src/')),
    hasTests: body.some(definesTest),
    hasOutcomes,
  }
}
