/** Every block with a screen is drawn, in a browser: by its provider, over what stands in place of the network. */
import { render, waitFor } from '@testing-library/react'
import { GenAIProvider } from 'react-genai'
import { type ComponentType, StrictMode, Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeNetwork, type Network } from './network.ts'
import { gemini, genkit, queryClient } from './preludes/common.tsx'
import { DRAWN, type Drawing } from './drawn.tsx'
import { underWay } from './stage.ts'

type Load = () => Promise<Record<string, unknown>>
const named = (blocks: Record<string, Load>): [name: string, load: Load][] =>
  Object.entries(blocks).map(([path, load]) => [
    path.replace(/^\.\.\/\.\.\/\.docs\/[\w-]+\//, '').replace(/\/(\d+)\.tsx?$/, ':$1'),
    load,
  ])
const sources = import.meta.glob<string>('../../.docs/page/**/*', { query: '?raw', import: 'default', eager: true })

let network: Network
const complaints: unknown[][] = []
beforeEach(() => {
  network = fakeNetwork()
  complaints.length = 0
  vi.spyOn(console, 'error').mockImplementation((...said: unknown[]) => void complaints.push(said))
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const root = document.createElement('div')
  root.id = 'root'
  document.body.append(root)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

type Component = ComponentType<Record<string, unknown>>
const isComponent = (value: unknown): value is Component =>
  typeof value === 'function' && !String(value).startsWith('class ')

/** Draws one component of a block, and presses what is to be pressed. */
async function draw(Drawn: Component, told: readonly Drawing[]): Promise<void> {
  const { props = {} } = told.find((one) => one.props) ?? {}
  const { container, unmount } = render(
    <StrictMode>
      <GenAIProvider client={genkit} backend={genkit.flow('chat')} gemini={gemini} queryClient={queryClient}>
        <Suspense fallback="Loading">
          <Drawn {...props} />
        </Suspense>
      </GenAIProvider>
    </StrictMode>,
  )
  await waitFor(() => expect(container.innerHTML).not.toMatch(/^(?:Loading)?$/))
  await Promise.all(underWay.splice(0))
  for (const { press, sent = '' } of told) {
    if (press !== undefined) container.querySelectorAll('button')[press]?.click()
    await waitFor(() => expect(['', ...network.asked()]).toContain(sent))
  }
  unmount()
}

test.each(named(import.meta.glob<Record<string, unknown>>('../../.docs/page/**/*')))('%s', async (name, load) => {
  const source = sources[`../../.docs/page/${name.replace(/:(\d+)$/, '/$1.tsx')}`] ?? ''
  const told = DRAWN.filter(({ doc, word }) => name.startsWith(`${doc}:`) && source.includes(word))
  for (const { meanwhile } of told) meanwhile?.()
  const module = await load()
  const undrawn: string[] = []
  for (const [key, Drawn] of Object.entries(module['staged'] ?? {})) {
    if (!isComponent(Drawn)) continue
    const own = told.filter(({ component }) => component === key)
    if (Drawn.length === 0 || own.some(({ props }) => props)) await draw(Drawn, own)
    // What takes props, and is given none, is drawn by another one of its block: it is named there, too.
    else if ((source.match(new RegExp(`(?<![\\w$])${key}(?![\\w$])`, 'g'))?.length ?? 0) < 3) undrawn.push(key)
  }
  for (const { after } of told) await after?.(module, network)
  expect(undrawn).toEqual([])
  expect(complaints).toEqual([])
})

describe.each(named(import.meta.glob<Record<string, unknown>>('../../.docs/page-tests/**/*')))(
  '%s',
  async (_, load) => void (await load()),
)

test('what is told of a component is told of one there is', () => {
  const all = Object.entries(sources)
  const found = DRAWN.map(({ doc, word, component }) =>
    all.filter(([path, source]) => path.includes(`/${doc}/`) && source.includes(word) && source.includes(component)),
  )
  expect(found.map(({ length }) => length)).toEqual(DRAWN.map(() => 1))
})
