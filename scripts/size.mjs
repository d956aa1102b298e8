/** What an app pays for: a page that imports just this, bundled, minified and gzipped, React and TanStack Query outside. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { sourceAlias } from './source.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const entries = JSON.parse(readFileSync(`${root}.size.json`, 'utf8'))

/** Public names mean the source here too: what is measured is what is written, built or not. */
const publicNames = {
  name: 'public-names',
  setup(api) {
    api.onResolve({ filter: /^react-genai/ }, ({ path }) => {
      const found = sourceAlias.find(({ find }) => find.test(path))
      return found && { path: path.replace(found.find, found.replacement) }
    })
  },
}

/** What is loaded on demand is not counted: no page waits for it. */
const onDemand = {
  name: 'on-demand',
  setup(api) {
    api.onResolve({ filter: /./ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

const OUTSIDE = ['react', 'react-dom', 'react/jsx-runtime', '@tanstack/react-query']

/** Markdown, and what only it needs, as if it cost nothing: what is left is the price of all else. */
const withoutMarkdown = {
  name: 'without-markdown',
  setup(api) {
    api.onResolve({ filter: /\/(?:markdown\/|highlight\/|code-block)/ }, ({ path }) =>
      path.includes('labels/') ? undefined : { path, external: true },
    )
  },
}

/** @param {{ code: string, css?: boolean, external?: string[], whole?: boolean, inlined?: boolean, without?: 'markdown' }} entry `whole`: with all that it needs. `inlined`: with what is loaded on demand. */
export async function bundle({ code, css = false, external = [], whole = false, inlined = false, without }) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: root, loader: css ? 'css' : 'ts' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: whole ? [] : [...OUTSIDE, ...external],
    plugins: [publicNames, ...(whole || inlined ? [] : [onDemand]), ...(without ? [withoutMarkdown] : [])],
    outdir: 'out',
    logLevel: 'error',
  })
  const contents = outputFiles[0].contents
  return {
    text: outputFiles[0].text,
    bytes: gzipSync(contents, { level: 9 }).length,
    /** What is in it, by file. */
    inputs: Object.entries(Object.values(metafile.outputs)[0].inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
    imports: Object.values(metafile.outputs)[0]
      .imports.filter(({ external: outside, kind }) => outside && kind === 'import-statement')
      .map(({ path }) => path),
  }
}

export async function measure() {
  return Promise.all(entries.map(async (entry) => ({ ...entry, ...(await bundle(entry)) })))
}

/** The services whose code comes with their first call. */
const LATER = [
  'createFiles',
  'createCaches',
  'createFileSearchStores',
  'createBatches',
  'createTunings',
  'createOperations',
  'createAuthTokens',
  'createInteractions',
  'createLive',
  'createTriggers',
]

/** What the Gemini client costs in one file, and what each of its services adds to what is there at first. */
export async function measureGemini() {
  const names = (list) => `export { ${['createGeminiClient', ...list].join(', ')} } from 'react-genai/client'`
  const [inOne, first, ...later] = await Promise.all([
    bundle({ code: names([]), inlined: true, external: ['zod', 'zod/*'] }),
    bundle({ code: names([]) }),
    ...LATER.map((name) => bundle({ code: names([name]) })),
  ])
  const added = later.map(({ bytes }) => bytes - first.bytes)
  return { inOne: inOne.bytes, least: Math.min(...added), most: Math.max(...added) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = await measure()
  for (const { name, bytes, limit } of all) {
    console.log(`| ${name} | ${(bytes / 1000).toFixed(1)} kB | ${(limit / 1000).toFixed(1)} kB |`)
  }
  const { inOne, least, most } = await measureGemini()
  const sizeOf = (start) => all.find(({ name }) => name.startsWith(start)).bytes
  const kilo = (bytes) => (bytes / 1000).toFixed(1)
  console.log(
    `\nThe Gemini client in one file: ${kilo(inOne)} kB. A service, with its first call: ${kilo(least)} to ${kilo(most)} kB.`,
  )
  const widget = sizeOf('ChatWidget') - sizeOf('Genkit client + GenAIProvider')
  console.log(`ChatWidget, in a page that has the client: ${kilo(widget)} kB.`)
}
