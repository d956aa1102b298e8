/**
 * What a page of each contestant weighs before it can show a reply: the pages of `markdown/pages`, minified, gzipped, React
 * and react-dom outside. What is loaded only when it is needed is told apart. `npm run bench -- sizes`
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { kilobytes, times } from './format.mjs'
import { chosen, OURS } from './markdown/contestants.mjs'
import { bundleScript } from './markdown/bundle.mjs'
import { keepTables } from './results.mjs'

/** What each needs to talk to its server, and nothing on screen. */
const HOOKS = {
  'react-genai-stream': "export { useStream, createGenkitClient } from 'react-genai'",
  'react-genai': "export { useChat, createGenkitClient } from 'react-genai'",
  streamdown: "export { useChat } from '@ai-sdk/react'; export { DefaultChatTransport } from 'ai'",
  'assistant-ui': "export { useLocalRuntime, AssistantRuntimeProvider } from '@assistant-ui/react'",
  'tanstack-ai': "export { useChat, fetchServerSentEvents } from '@tanstack/ai-react'",
  'ant-design-x': "export { useXChat, OpenAIChatProvider, XRequest } from '@ant-design/x-sdk'",
}
const gzipped = (contents) => gzipSync(contents, { level: 9 }).length

async function weigh(file) {
  const output = await bundleScript(file, { withReact: false })
  const chunks = new Map(output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]))
  const first = new Set()
  const visit = (name) => {
    if (first.has(name) || !chunks.has(name)) return
    first.add(name)
    chunks.get(name).imports.forEach(visit)
  }
  visit('page.js')
  const sum = (list) => list.reduce((bytes, { code, source }) => bytes + gzipped(code ?? source), 0)
  return {
    first: sum([...chunks.values()].filter(({ fileName }) => first.has(fileName))),
    later: sum([...chunks.values()].filter(({ fileName }) => !first.has(fileName))),
    css: sum(output.filter(({ fileName }) => fileName.endsWith('.css'))),
  }
}

/** Bare names are looked up from here, where the peers are. */
async function weighHook(code) {
  const file = join(here, `.hook-${process.pid}.js`)
  writeFileSync(file, code)
  try {
    return await weigh(file)
  } finally {
    rmSync(file)
  }
}

const here = fileURLToPath(new URL('.', import.meta.url))
const weighed = [...chosen(), ...chosen(['react-genai-stream'])].filter(
  ({ name }) => !['text', 'streamdown-throttled'].includes(name),
)
const pages = []
for (const { name, about } of weighed) {
  const page = await weigh(join(here, 'markdown/pages', `${name}.jsx`))
  const hook = HOOKS[name] && (await weighHook(HOOKS[name]))
  pages.push({ name, about, page, hook })
}
const ours = pages.find(({ name }) => name === OURS).page.first
const rows = pages.map(({ name, about, page, hook }) => [
  name.startsWith(OURS) ? `**react-genai** ${about}` : about,
  hook ? kilobytes(hook.first) : '',
  kilobytes(page.first),
  times(page.first / ours),
  kilobytes(page.css),
  page.later > 0 ? kilobytes(page.later) : '0',
])
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const head = ['page', 'hook alone', 'with markdown', 'beside ours', 'styles', 'loaded when needed']
keepTables({ version }).table('pages', head, rows)
