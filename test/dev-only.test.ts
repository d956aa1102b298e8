/** What is for tests, stories and developers costs an app in production nothing. */
import { expect, test } from 'vitest'
import { bundle } from '../scripts/size.mjs'

const FOR_DEVELOPERS = /src\/(?:testing|storybook|player|devtools)\//

const APP = `
  import { createRoot } from 'react-dom/client'
  import * as everything from 'react-genai'
  import * as widgets from 'react-genai/widgets'
  import * as components from 'react-genai/components'
  globalThis.app = [everything, widgets, components]`

test('a bundle that imports the root, the components and the widgets has no byte of them', async () => {
  const { inputs } = await bundle({ code: APP, inlined: true })
  expect(inputs.length).toBeGreaterThan(100)
  expect(inputs.filter((path) => FOR_DEVELOPERS.test(path))).toEqual([])
})

test('a page with the devtools has none in production but a component that draws its children', async () => {
  const page = (devtools: string): string => `${devtools}
    import { createElement } from 'react'
    import { createRoot } from 'react-dom/client'
    createRoot(document.body).render(createElement(GenAIDevtools, null, 'app'))`
  const [without, withDevtools] = await Promise.all([
    bundle({ code: page('const GenAIDevtools = ({ children }) => children'), inlined: true }),
    bundle({ code: page("import { GenAIDevtools } from 'react-genai/devtools'"), inlined: true }),
  ])
  expect(withDevtools.inputs.filter((path) => FOR_DEVELOPERS.test(path))).toEqual(['src/devtools/gen-ai-devtools.ts'])
  expect(withDevtools.bytes - without.bytes).toBeLessThan(100)
  expect(withDevtools.text).not.toMatch(/fetch/)
})

test('tests need no React, and stories no query client', async () => {
  const kit = await bundle({ code: "export * from 'react-genai/testing'", inlined: true })
  expect(kit.imports.filter((name) => /react/.test(name))).toEqual([])
  const stories = await bundle({
    code: "export * from 'react-genai/storybook'",
    inlined: true,
    external: ['storybook/*'],
  })
  expect(stories.imports.filter((name) => name.startsWith('@tanstack'))).toEqual([])
})
