/**
 * `npm run api`: writes down what the package promises, a file for each of its entry points in etc/api: every public name
 * as TypeScript declares it, and what those name in turn. What several entry points have is written once. A diff there is a
 * change that apps notice.
 *
 * --check: writes nothing, and says which files are out of date.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const reports = join(root, 'etc/api')
const check = process.argv.includes('--check')
const { CompilerState, Extractor, ExtractorConfig } = createRequire(join(root, 'test/consumers/package.json'))(
  '@microsoft/api-extractor',
)

const rank = ({ name }) => (name === 'client' ? -1 : name === 'index' ? 1 : 0)
/** `./testing/react` of the exports map is `testing-react.api.md`. */
const entries = Object.entries(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).exports)
  .filter(([, target]) => /\/(?!worklet)[^/]+\.d\.ts$/.test(target.types ?? '') && !target.types.endsWith('.css.d.ts'))
  .map(([entry, { types }]) => ({ name: entry.slice(2).replaceAll('/', '-') || 'index', types: join(root, types) }))
  // What all others have comes first, what has it all comes last.
  .sort((one, other) => rank(one) - rank(other))

const folder = mkdtempSync(join(tmpdir(), 'react-genai-api-'))
const silent = { logLevel: 'none', addToApiReportFile: false }

function configOf({ name, types }) {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: types,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'es2022',
            lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
            module: 'esnext',
            moduleResolution: 'bundler',
            allowImportingTsExtensions: true,
            noEmit: true,
            jsx: 'react-jsx',
            strict: true,
            skipLibCheck: true,
            types: [],
          },
          files: entries.map((entry) => entry.types),
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: folder,
        reportTempFolder: folder,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: silent },
        extractorMessageReporting: { default: silent },
        tsdocMessageReporting: { default: silent },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  })
}

/** Where a declaration has been written: of several entry points that have it, the first. */
const written = new Map()

/** The report without what is the same everywhere, and without what an earlier one has. */
function condensed(name, report) {
  const [, code] = /```ts\n([^]*)\n```/.exec(report)
  const blocks = code.split('\n\n').map((block) => block.replaceAll(/^ *\/\/ \(undocumented\)\n/gm, '').trim())
  const lines = blocks.map((block) => {
    const text = block.replace(/^\/\/ @public(?: \(undocumented\))?\n/, '').replace(/^\/\/ @public (@.*)\n/, '// $1\n')
    const [, exported = '', declared] =
      /^(?:\/\/.*\n)*(export )?(?:declare |abstract )*(?:class|interface|type|function|const|enum) ([\w$]+)/.exec(
        text,
      ) ?? []
    if (!declared) return text
    const key = text.replace(exported, '')
    const first = written.get(key)
    if (!first) written.set(key, name)
    return first && first !== name ? `${exported}${declared} // as in ${first}.api.md` : text
  })
  const notes = lines.filter((line) => line && !line.startsWith('// (No @packageDocumentation'))
  const entry = name === 'index' ? 'react-genai' : `react-genai/${name.replace('-', '/')}`
  return `# \`${entry}\`\n\nWritten by \`npm run api\`; not to be edited.\n\n\`\`\`ts\n${notes.join('\n\n')}\n\`\`\`\n`
}

const stale = []
try {
  const configs = entries.map(configOf)
  const compilerState = CompilerState.create(configs[0], {
    additionalEntryPoints: entries.map(({ types }) => types),
  })
  for (const [index, { name }] of entries.entries()) {
    Extractor.invoke(configs[index], {
      compilerState,
      localBuild: true,
      messageCallback: (message) => void (message.handled = message.logLevel !== 'error'),
    })
    const file = `${name}.api.md`
    const now = condensed(name, readFileSync(join(folder, file), 'utf8'))
    const before = existsSync(join(reports, file)) ? readFileSync(join(reports, file), 'utf8') : ''
    if (now === before) continue
    stale.push(file)
    if (!check) {
      mkdirSync(reports, { recursive: true })
      writeFileSync(join(reports, file), now)
    }
  }
  const known = new Set(entries.map(({ name }) => `${name}.api.md`))
  for (const file of existsSync(reports) ? readdirSync(reports) : []) {
    if (known.has(file)) continue
    stale.push(file)
    if (!check) rmSync(join(reports, file))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

for (const file of stale) console.log(`etc/api/${file} ${check ? 'is out of date' : 'written'}`)
if (check && stale.length > 0) {
  console.error('What the package promises has changed. Run `npm run api`, and read the diff as somebody who uses it.')
  process.exit(1)
}
