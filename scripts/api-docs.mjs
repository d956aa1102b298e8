/**
 * `npm run api:docs`: writes docs/api, the reference, from the comments of the sources. Signatures stand as they are written,
 * with the names of their types, and elements' own attributes are not repeated: that is what makes them short enough to read.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { namesOf, root } from './api-docs/read.mjs'
import { cell, membersOf, signatureOf } from './api-docs/show.mjs'

const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
/** Every entry that has names. */
const ENTRIES = Object.entries(exports).flatMap(([entry, target]) =>
  typeof target === 'string' || /styles|worklet/.test(entry)
    ? []
    : [[entry.replace('.', 'react-genai'), target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts')]],
)

/** Which names stand on which page, by the folder that they are written in; the first that fits. */
const PAGES = [
  ['hooks', 'Hooks and stores', /^src\/(?:hooks\/(?!queries\/|generate-options)|state\/)/],
  ['queries', 'Options for TanStack Query', /^src\/hooks\//],
  ['components', 'Components', /^src\/components\//],
  ['widgets', 'Widgets', /^src\/widgets\//],
  ['gemini', 'Gemini', /^src\/(?:client\/gemini|wire\/gemini|model\/gemini|model\/to-gemini|model\/interaction)/],
  ['genkit', 'Genkit, storages, uploads', /^src\/(?:client|wire)\//],
  ['replies', 'Replies, messages, errors, formats', /^src\/model\//],
  ['testing', 'Testing', /^src\/testing\//],
  ['storybook', 'Storybook', /^src\/(?:storybook|player)\//],
  ['devtools', 'Devtools', /^src\/devtools\//],
  ['languages', 'Languages', /^src\/languages\//],
]
const KINDS = ['hook', 'component', 'function', 'class', 'value', 'interface', 'type']

/** Every public name, once: with the entries that it can be imported from. */
function collect() {
  const found = new Map()
  const client = ENTRIES.find(([entry]) => entry === 'react-genai/client')
  for (const [entry, path] of ENTRIES)
    for (const one of namesOf(path)) {
      const key = `${one.path} ${one.name}`
      const known = found.get(key) ?? { ...one, entries: [] }
      // The root hands on all of the client's.
      if (path === client?.[1] && !known.entries.includes('react-genai')) known.entries.push('react-genai')
      if (!known.entries.includes(entry)) known.entries.push(entry)
      found.set(key, known)
    }
  const names = new Set([...found.values()].map(({ name }) => name))
  return [...found.values()].map((one) => {
    // What only the kit for tests has is told with it, wherever it is written.
    const path = one.entries.every((entry) => entry.startsWith('react-genai/testing')) ? 'src/testing/' : one.path
    const page = PAGES.find(([, , test]) => test.test(path))?.[0]
    if (!page) throw new Error(`${one.name} (${one.path}) has no page`)
    return { ...one, page, ...signatureOf(one, (word) => names.has(word)) }
  })
}

/** What stands on a page, in its order, each with its anchor: GitHub knows no capitals, and numbers what looks the same. */
function onPage(all, page) {
  const seen = new Map()
  return all
    .filter((one) => one.page === page)
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1))
    .map((one) => {
      const plain = one.name.toLowerCase()
      const count = seen.get(plain) ?? 0
      seen.set(plain, count + 1)
      return { ...one, anchor: count === 0 ? plain : `${plain}-${count}` }
    })
}
const firstSentence = (text) => /^[\s\S]*?\.(?=\s|$)/.exec(text)?.[0] ?? text

function entryOf(one, linkTo) {
  const { name, kind, entries, path, comment, text } = one
  const said = (wanted) => comment.tags.filter(({ tag }) => tag === wanted).map(({ text: words }) => words.trim())
  const list = (title, items) =>
    items.length > 0 ? [`${title}\n\n${items.map((item) => `- ${item.replaceAll('\n', ' ')}`).join('\n')}`] : []
  const params = said('param').map((words) => words.replace(/^(\S+)\s+/, '`$1`: '))
  const types = [...new Set(text.match(/\b[A-Z]\w+/g) ?? [])]
    .filter((word) => word !== name)
    .flatMap((word) => linkTo(word) ?? [])
  return [
    `## ${name}`,
    `${kind} of ${entries.map((entry) => `\`${entry}\``).join(', ')} · [source](../../${path})`,
    comment.text,
    `\`\`\`ts\n${text}\n\`\`\``,
    ...(types.length > 0 ? [`Types: ${types.join(', ')}`] : []),
    ...list('Parameters:', params),
    membersOf(one.members),
    ...list('Throws:', said('throws')),
    ...list(
      'Selectors for CSS:',
      said('selector').map((words) => `\`${words}\``),
    ),
    ...said('example').map((example) => `\`\`\`tsx\n${example}\n\`\`\``),
    ...list('See:', said('see')),
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** Every page of docs/api, by its name. @returns {Map<string, string>} */
export function apiPages() {
  const found = collect()
  const all = PAGES.flatMap(([page]) => onPage(found, page))
  const linkTo = (word) => {
    const target = all.find(({ name }) => name === word)
    return target && `[\`${word}\`](${target.page}.md#${target.anchor})`
  }
  const made = 'Made from the comments of the sources by `npm run api:docs`: change them there.'
  const pages = PAGES.map(([page, title]) => {
    const names = all.filter((one) => one.page === page)
    const index = KINDS.flatMap((kind) => {
      const some = names.filter((one) => one.kind === kind)
      return some.length > 0 ? [`- ${kind}: ${some.map((one) => `[\`${one.name}\`](#${one.anchor})`).join(', ')}`] : []
    })
    const body = [
      `# ${title}`,
      `${made} [All names](README.md).`,
      index.join('\n'),
      ...names.map((one) => entryOf(one, linkTo)),
    ]
    return [`${page}.md`, `${body.join('\n\n')}\n`]
  })
  const rows = (page) =>
    all
      .filter((one) => one.page === page && !/^(?:interface|type)$/.test(one.kind))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((one) => `| [\`${one.name}\`](${page}.md#${one.anchor}) | ${cell(firstSentence(one.comment.text))} |`)
  const sections = PAGES.map(
    ([page, title]) => `## [${title}](${page}.md)\n\n| | |\n|---|---|\n${rows(page).join('\n')}`,
  )
  const readme = ['# API', `${made} Interfaces and types are on the pages of what they are for.`, ...sections]
  return new Map([['README.md', `${readme.join('\n\n')}\n`], ...pages])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = `${root}docs/api/`
  const pages = apiPages()
  mkdirSync(out, { recursive: true })
  for (const name of readdirSync(out)) if (!pages.has(name)) rmSync(out + name)
  for (const [name, text] of pages) writeFileSync(out + name, text)
  console.log(`${pages.size} pages`)
}
