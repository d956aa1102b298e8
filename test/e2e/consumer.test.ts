import { spawnSync } from 'node:child_process'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build as bundle } from 'esbuild'
import { build, preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from './browser.ts'
import { newApp, repository } from './packed.ts'

let app: string

beforeAll(async () => {
  // README's page, as whoever pastes it has it.
  const [, page = ''] =
    /```tsx\n(import \{ createRoot \}[^]*?)```/.exec(await readFile(join(repository, 'README.md'), 'utf8')) ?? []
  app = await newApp('consumer', {
    'index.html': '<title>Shop</title><div id="root"></div><script type="module" src="/main.tsx"></script>',
    'main.tsx': `import { createRoot } from 'react-dom/client'
import { GenAIProvider } from 'react-genai'
import { GenAIDevtools } from 'react-genai/devtools'
import { replayBackend } from 'react-genai/testing'
import { useStream } from 'react-genai'
import * as z from 'zod'
import { Ask } from 'react-genai/widgets'
import 'react-genai/styles.css'

const backend = replayBackend('data: {"message":"Hello "}\\n\\ndata: {"message":"shop"}\\n\\ndata: {"result":"Hello shop"}\\n\\n')
export function Title(): string {
  const reply = useStream(backend, { output: { schema: z.object({ title: z.string() }) } })
  return reply.status === 'done' ? (reply.response.output?.title ?? '') : (reply.output?.title ?? '')
}

createRoot(document.getElementById('root')!).render(
  <GenAIProvider>
    <GenAIDevtools>
      <Ask backend={backend} />
    </GenAIDevtools>
  </GenAIProvider>,
)
`,
    'readme.tsx': page,
    'readme.html': '<title>Shop</title><div id="root"></div><script type="module" src="/readme.tsx"></script>',
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        jsx: 'react-jsx',
        skipLibCheck: false,
        types: [],
      },
      include: ['main.tsx', 'readme.tsx'],
    }),
  })
})
afterAll(() => rm(app, { recursive: true, force: true }))

test('it type-checks, declarations of the package included', () => {
  const { status, stdout } = spawnSync(join(repository, 'node_modules', '.bin', 'tsc'), ['-p', app], {
    encoding: 'utf8',
  })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
})

test('it builds with Vite and runs', async () => {
  const pages = ['index.html', 'readme.html'].map((name) => join(app, name))
  const { NODE_ENV } = process.env
  // As an app is built; Vitest has put `test` there.
  process.env['NODE_ENV'] = 'production'
  try {
    await build({ root: app, logLevel: 'error', build: { rolldownOptions: { input: pages } } })
  } finally {
    process.env['NODE_ENV'] = NODE_ENV
  }
  // Nothing of the devtools is in it, though the page has them.
  const assets = join(app, 'dist', 'assets')
  const scripts = await Promise.all((await readdir(assets)).map((name) => readFile(join(assets, name), 'utf8')))
  expect(scripts.filter((text) => /react-genai-devtools|react-genai\.devtools/.test(text))).toEqual([])
  let server: PreviewServer | undefined
  const browser = await launch()
  try {
    server = await preview({ root: app, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } })
    const page = await browser.newPage()
    await page.goto(server.resolvedUrls?.local[0] ?? '')
    await page.getByLabel('Ask').fill('Hi')
    await page.keyboard.press('Enter')
    await page.getByText('Hello shop', { exact: true }).waitFor()
    // The styles came along, and the app's build tool has left them their colours, in both schemes.
    for (const scheme of ['light', 'dark']) {
      await page.evaluate((value) => void (document.documentElement.style.colorScheme = value), scheme)
      const [background, ink] = await page.locator('.rg-ask-send').evaluate((button) => {
        const { backgroundColor, color } = getComputedStyle(button)
        return [backgroundColor, color]
      })
      expect(background, scheme).toMatch(/^(?:color|oklab|rgb)\((?!0, 0, 0, 0)/)
      expect(background, scheme).not.toBe(ink)
    }
    expect(await page.locator('.rg-ask-form').evaluate((form) => getComputedStyle(form).display)).toBe('flex')

    const asked: unknown[] = []
    await page.route('**/api/chat', (route) => {
      asked.push(route.request().postDataJSON())
      return route.fulfill({ body: 'data: {"message":"On its way"}\n\ndata: {"result":"On its way"}\n\n' })
    })
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}readme.html`)
    await page.getByRole('button', { name: 'Where is my order?' }).click()
    await page.getByRole('article').getByText('On its way', { exact: true }).waitFor()
    expect(asked).toEqual([{ data: { messages: [{ role: 'user', content: [{ text: 'Where is my order?' }] }] } }])
    // It is kept: from the next moment on, which a page that reloads at once may not have.
    const kept = () =>
      page.evaluate(
        () =>
          new Promise<number>((resolve, reject) => {
            const opening = indexedDB.open('react-genai')
            opening.addEventListener('error', () => reject(new Error('no database')))
            opening.addEventListener('success', () => {
              const all = opening.result.transaction('messages').objectStore('messages').getAll()
              all.addEventListener('success', () => {
                opening.result.close()
                const messages = all.result as { status: string }[]
                resolve(messages.filter(({ status }) => status === 'done').length)
              })
            })
          }),
      )
    await expect.poll(kept, { timeout: 10_000 }).toBe(1)
    await page.reload()
    await page.getByRole('article').getByText('On its way', { exact: true }).waitFor()
  } finally {
    await browser.close()
    await server?.close()
  }
})

test('GenerateResponse alone brings neither React nor TanStack Query', async () => {
  const { metafile } = await bundle({
    stdin: {
      contents: "import { GenerateResponse } from 'react-genai/client'; console.log(GenerateResponse)",
      resolveDir: app,
    },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    logLevel: 'silent',
  })
  const loaded = Object.entries(Object.values(metafile.outputs)[0]?.inputs ?? {}).filter(
    ([, { bytesInOutput }]) => bytesInOutput > 0,
  )
  expect(loaded.length).toBeGreaterThan(3)
  expect(loaded.map(([path]) => path).filter((path) => /react-dom|@tanstack|\/react\/|\/zod\//.test(path))).toEqual([])
})
