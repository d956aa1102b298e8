/** A page of an app, bundled as esbuild, webpack and Vite do it: React and other packages outside, minified. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { readFile, rm } from 'node:fs/promises'
import { build as esbuild } from 'esbuild'
import { build as vite } from 'vite'
import { newFolder, repository } from './packed.ts'

/** What is in a bundle: modules of the package by their path in dist, other packages by name, and its size. */
export interface Bundled {
  own: string[]
  outside: string[]
  bytes: number
}

const isOutside = (path: string): boolean => !/^(?:[./]|react-genai(?:\/|$)|[A-Za-z]:)/.test(path)
const DIST = 'node_modules/react-genai/dist/'

/** A bundle for each of these names of an entry, made by esbuild of one import each. What is loaded on demand is left out. */
export async function bundleAll(app: string, from: string, names: readonly string[]): Promise<Map<string, Bundled>> {
  const { metafile } = await esbuild({
    entryPoints: Object.fromEntries(names.map((name) => [name, `page:${name}`])),
    plugins: [
      {
        name: 'pages',
        setup(api) {
          api.onResolve({ filter: /^page:/ }, ({ path }) => ({ path: path.slice('page:'.length), namespace: 'page' }))
          api.onLoad({ filter: /./, namespace: 'page' }, ({ path }) => ({
            contents: `import { ${path} } from '${from}'; globalThis.kept = ${path}`,
            resolveDir: app,
          }))
          api.onResolve({ filter: /./ }, ({ path, kind }) =>
            kind === 'dynamic-import' || (kind === 'import-statement' && isOutside(path))
              ? { path, external: true }
              : undefined,
          )
        },
      },
    ],
    absWorkingDir: app,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: 'out',
    logLevel: 'error',
  })
  const found = Object.entries(metafile.outputs).map(([path, { inputs, imports, bytes }]): [string, Bundled] => [
    path.replace(/^out\/|\.js$/g, ''),
    {
      own: Object.entries(inputs).flatMap(([input, { bytesInOutput }]) =>
        input.includes(DIST) && bytesInOutput > 0 ? [input.slice(input.indexOf(DIST) + DIST.length)] : [],
      ),
      outside: imports.flatMap(({ path: name, kind }) => (kind === 'import-statement' ? [name] : [])),
      bytes,
    },
  ])
  return new Map(found)
}

/** The page's own script, as Vite builds it. What is loaded on demand is in others. */
export async function bundleWithVite(app: string, code: string): Promise<string> {
  const page = 'virtual:page'
  const [built] = [
    await vite({
      root: app,
      configFile: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      plugins: [
        {
          name: 'page',
          resolveId: (id) => (id === page ? id : undefined),
          load: (id) => (id === page ? code : undefined),
        },
      ],
      build: {
        write: false,
        rolldownOptions: { input: page, external: isOutsideOf(page), checks: { moduleLevelDirective: false } },
      },
    }),
  ].flat()
  if (!built || !('output' in built)) throw new Error('Vite has built nothing.')
  const entry = built.output.find((file) => file.type === 'chunk' && file.isEntry)
  if (entry?.type !== 'chunk') throw new Error('Vite has built no page.')
  return entry.code
}
const isOutsideOf =
  (page: string) =>
  (path: string): boolean =>
    path !== page && !path.startsWith('\0') && !path.startsWith('vite/') && isOutside(path)

interface Webpack {
  (options: object, done: (error: Error | null, stats?: { hasErrors(): boolean; toString(): string }) => void): void
}

/** The same of webpack. */
export async function bundleWithWebpack(app: string, code: string): Promise<string> {
  const webpack = createRequire(join(repository, 'test/consumers/package.json'))('webpack') as Webpack
  const out = await newFolder('webpack', { 'page.js': code })
  try {
    await new Promise<void>((resolve, reject) => {
      const options = {
        mode: 'production',
        context: app,
        entry: join(out, 'page.js'),
        output: { path: out, filename: 'main.js', module: true, chunkFormat: 'module' },
        experiments: { outputModule: true },
        resolve: { modules: [join(app, 'node_modules')] },
        externals: [
          ({ request = '' }, done: (error: null, found?: string) => void) =>
            done(null, isOutside(request) ? `module ${request}` : undefined),
        ],
        performance: false,
      }
      webpack(options, (error, stats) => {
        if (error || !stats || stats.hasErrors()) reject(error ?? new Error(stats?.toString()))
        else resolve()
      })
    })
    return await readFile(join(out, 'main.js'), 'utf8')
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}
