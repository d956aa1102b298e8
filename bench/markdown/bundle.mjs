/** A contestant's page as production ships it: one React for all, and our package as it is built. */
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const modules = path('../../node_modules')
const dist = path('../../dist')

/** What peers import only if it is installed, for diagrams, formulas and editors. It is not. */
const OPTIONAL = ['@antv/infographic', '@terrastruct/d2', 'mermaid', 'stream-diffs']

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8' }

/** The reader sees the end of the reply, as in any chat, and no script has to scroll for it. */
const html = (css) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Bench</title>
<link rel="icon" href="data:,">
${css ? '<link rel="stylesheet" href="page.css">' : ''}
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
 * @param {string} pages Where it is. Default: beside this file.
 * @param {boolean} counting With the React that tells a `<Profiler>` of its commits, and is slower for it.
 * @returns {Promise<[string, { type: string, body: string | Uint8Array }][]>} Its files by path.
 */
export async function bundle(name, at, counting, pages = path('pages')) {
  const { outputFiles } = await build({
    entryPoints: [{ in: `${pages}/${name}.jsx`, out: 'page' }],
    bundle: true,
    minify: true,
    // What a library loads when it needs it must not be there before.
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: {
      react: `${modules}/react`,
      'react-dom': `${modules}/react-dom`,
      'react-dom/client': `${modules}/react-dom/${counting ? 'profiling' : 'client'}`,
      'react-genai': `${dist}/index.js`,
      'react-genai/components': `${dist}/components/index.js`,
      'react-genai/widgets': `${dist}/widgets/index.js`,
      'react-genai/styles.css': `${dist}/styles.css`,
    },
    external: OPTIONAL,
    // A font is loaded when a letter of it is shown, and none is.
    loader: { '.woff2': 'empty', '.woff': 'empty', '.ttf': 'empty' },
    write: false,
    outdir: '/',
    logLevel: 'error',
  })
  const page = html(outputFiles.some(({ path: file }) => file === '/page.css'))
  return [
    [at, { type: TYPES['.html'], body: page }],
    ...outputFiles.map(({ path: file, contents }) => [
      at + file.slice(1),
      { type: TYPES[extname(file)], body: contents },
    ]),
  ]
}
