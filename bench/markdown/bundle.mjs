/** A contestant's page as production ships it, by Vite: one React for all, and our package as it is built. */
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const modules = path('../../node_modules')
const dist = path('../../dist')

/** What peers import only if it is installed, for diagrams and editors. It is not. */
const OPTIONAL = ['@antv/infographic', '@terrastruct/d2', 'mermaid', 'stream-diffs']

/** Pages that are weighed have React elsewhere, and those that run have one of ours. */
const REACT = ['react', 'react-dom', 'react-dom/client', 'react/jsx-runtime']

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8' }

const exactly = (names) =>
  Object.entries(names).map(([name, replacement]) => ({ find: new RegExp(`^${name}$`), replacement }))

/**
 * Builds one page as an app would.
 *
 * @param {string} file Its script.
 * @param {{ counting?: boolean, withReact?: boolean }} options `counting`: with the React that tells a `<Profiler>` of its
 * commits, and is slower for it. `withReact`: default true.
 * @returns Its files, the entry first.
 */
export async function bundleScript(file, { counting = false, withReact = true } = {}) {
  const { output } = await build({
    configFile: false,
    root: path('..'),
    mode: 'production',
    logLevel: 'error',
    publicDir: false,
    resolve: {
      dedupe: withReact ? ['react', 'react-dom'] : [],
      alias: exactly({
        ...(withReact && {
          react: `${modules}/react`,
          'react-dom': `${modules}/react-dom`,
          'react-dom/client': `${modules}/react-dom/${counting ? 'profiling' : 'client'}`,
          'react/jsx-runtime': `${modules}/react/jsx-runtime`,
        }),
        'react-genai': `${dist}/index.js`,
        'react-genai/client': `${dist}/client/index.js`,
        'react-genai/components': `${dist}/components/index.js`,
        'react-genai/widgets': `${dist}/widgets/index.js`,
        'react-genai/styles.css': `${dist}/styles.css`,
      }),
    },
    build: {
      write: false,
      modulePreload: false,
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { page: file },
        external: [...OPTIONAL, ...(withReact ? [] : REACT)],
        // A page exports nothing; what is weighed is what it exports.
        preserveEntrySignatures: 'allow-extension',
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name][extname]' },
      },
    },
  })
  return output.toSorted((one, other) => Number(other.isEntry ?? false) - Number(one.isEntry ?? false))
}

/** The reader sees the end of the reply, as in any chat, and no script has to scroll for it. */
const html = (css) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Bench</title>
<link rel="icon" href="data:,">
${css ? '<link rel="stylesheet" href="style.css">' : ''}
<style>
  body { margin: 0 }
  main { height: 100vh; overflow: auto; display: flex; flex-direction: column-reverse }
</style>
<main><div id="root"></div></main>
<script type="module" src="page.js"></script>
`

/**
 * @param {string} name A page under `pages/`.
 * @param {string} at The path to serve it at, `/` at both ends.
 * @param {boolean} counting See `bundleScript`.
 * @param {string} pages Where it is. Default: beside this file.
 * @returns {Promise<[string, { type: string, body: string | Uint8Array }][]>} Its files by path.
 */
export async function bundle(name, at, counting, pages = path('pages')) {
  const output = await bundleScript(`${pages}/${name}.jsx`, { counting })
  const files = output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source])
  const page = html(files.some(([file]) => file === 'style.css'))
  return [
    [at, { type: TYPES['.html'], body: page }],
    // Fonts are loaded when a letter of them is shown, and none is.
    ...files
      .filter(([file]) => extname(file) in TYPES)
      .map(([file, body]) => [at + file, { type: TYPES[extname(file)], body }]),
  ]
}
