/** What the built package must be, beyond what its tools check: every file that needs it says 'use client', styles are one file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const faults = []
const modules = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'))

for (const path of modules) {
  const text = readFileSync(dist + path, 'utf8')
  // What only makes options for TanStack Query is for servers too.
  const usesReact = /from ["'](?:react|react-dom)["']|\buse\w+[^;]*from ["']@tanstack\/react-query["']/.test(text)
  if (usesReact && !/^["']use client["']/.test(text)) faults.push(`${path} imports React without 'use client'`)
  // A compiled module needs React 19 and dies in a server component.
  if (text.includes('react/compiler-runtime')) faults.push(`${path} was compiled by the React Compiler`)
  if (!existsSync(`${dist}${path.replace(/\.js$/, '.d.ts')}`)) faults.push(`${path} has no types`)
}
if (modules.length < 40) faults.push(`only ${modules.length} modules: was the build bundled?`)

const styles = readFileSync(`${dist}styles.css`, 'utf8')
if (styles.includes('@import')) faults.push('styles.css imports other files')
if (!styles.includes('@layer rg.tokens')) faults.push('styles.css has no layers')

for (const fault of faults) console.error(`dist: ${fault}`)
console.log(`${modules.length} modules checked, ${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
