/** Tests, stories and examples import the package by its public names; here those names mean the source, not the build. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const { name, exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))

const sourceOf = (built) =>
  ({ './dist/styles.css': 'src/styles/index.css', './dist/worklet.js': 'src/worklet.js' })[built] ??
  built.replace('./dist/', 'src/').replace(/\.js$/, '.ts')

/** Vite's `resolve.alias`, made from the exports map, so that a name that is not public cannot be imported. */
export const sourceAlias = Object.entries(exports)
  .filter(([, target]) => typeof target === 'object')
  .map(([entry, target]) => ({
    find: new RegExp(`^${name}${entry.slice(1)}(\\?.*)?$`),
    // Vite's own questions to a file, such as `?inline`, stay behind its name.
    replacement: `${fileURLToPath(new URL(sourceOf(target.default), root))}$1`,
  }))
