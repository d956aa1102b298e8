/** Every block with a screen is drawn, in a browser: by its provider, over what stands in place of the network. */
import { render, waitFor } from '@testing-library/react'
import { GenAIProvider } from 'react-genai'
import { type ComponentType, StrictMode, Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeNetwork, type Network } from './network.ts'
import { gemini, genkit, queryClient } from './preludes/common.tsx'
import { DRAWN } from './drawn.tsx'
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
const isComponent = (value: unknown): value is Component => typeof value === 'function' && !/^class /.test(String(value))

test.each(named(import.meta.glob<Record<string, unknown>>('../../.docs/page/**/*')))('%s', async (name, load) => {
  const expected = DRAWN.filter(({ doc }) => name.startsWith(`${doc}:`))
  const source = sources[`../../.docs/page/${name.replace(/:(\d+)$/, '/$1.tsx')}`] ?? ''
  for (const { word, meanwhile } of expected) if (source.includes(word)) meanwhile?.()
  const module = await load()
  for (const [key, Drawn] of Object.entries(module['staged'] ?? {})) {
    if (!isComponent(Drawn)) continue
    const props = expected.find(({ component, word }) => component === key && source.includes(word))?.props
    // What only its block’s other components draw is drawn by them.
    if (Drawn.length > 0 && !props) {
      expect(source.match(new RegExp(`(?<![\\w$])${key}(?![\\w$])`, 'g'))?.length, `${key} is drawn by nobody`).toBeGreaterThan(2)
      continue
    }
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
    for (const { press, sent } of expected.filter((one) => one.component === key && source.includes(one.word))) {
      if (press !== undefined) container.querySelectorAll('button')[press]?.click()
      if (sent) await waitFor(() => expect(network.asked()).toContain(sent))
    }
    unmount()
  }
  expect(complaints).toEqual([])
})

for (const [name, load] of named(import.meta.glob<Record<string, unknown>>('../../.docs/page-tests/**/*')))
  describe(name, async () => void (await load()))
