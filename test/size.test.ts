import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bundle, measure, measureGemini } from '../scripts/size.mjs'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

describe('what an app pays', async () => {
  const sizes = await measure()
  test.each(sizes.map((entry) => [entry.name, entry] as const))('%s stays within its budget', (_, { bytes, limit }) => {
    expect(bytes).toBeLessThanOrEqual(limit)
  })

  test.each(sizes.map((entry) => [entry.name, entry] as const))('%s: README tells the truth', (name, { bytes }) => {
    const row = readme.split('\n').find((line) => line.startsWith(`| ${name} |`))
    const told = Number(/\| ([\d.]+) kB \|/.exec(row ?? '')?.[1])
    expect(Math.abs(told - bytes / 1000)).toBeLessThan(0.2)
  })
})

test('what the Gemini client fetches later is told, too', async () => {
  const { inOne, least, most } = await measureGemini()
  const [, low = 0, high = 0, all = 0] =
    /first call of each \(([\d.]+) to ([\d.]+) kB\)[^]*?All of it in one file is (\d+) kB/.exec(readme)?.map(Number) ??
    []
  expect(Math.abs(low - least / 1000)).toBeLessThan(0.2)
  expect(Math.abs(high - most / 1000)).toBeLessThan(0.2)
  expect(Math.abs(all - inOne / 1000)).toBeLessThan(1)
})

test('the client knows neither React nor TanStack Query', async () => {
  const { imports } = await bundle({ code: "export * from 'react-genai/client'" })
  expect(imports).toEqual([])
})

test('a page that asks for no JSON Schema carries nothing of zod', async () => {
  const { text } = await bundle({
    code: "export { useStream, useGenerate, generateOptions, createGenkitClient, formats } from 'react-genai'; export * from 'react-genai/widgets'",
  })
  expect(text).not.toMatch(/zod/i)
})

test('components know neither TanStack Query nor zod', async () => {
  const { imports, text } = await bundle({ code: "export * from 'react-genai/components'" })
  expect([...new Set(imports)].sort()).toEqual(['react', 'react-dom', 'react/jsx-runtime'])
  expect(text).not.toContain('$Zod')
})

test('nothing compiles code at run time', async () => {
  // zod's converter is loaded on demand, and only for schemas that have none of their own.
  const { text } = await bundle({
    code: "export * from 'react-genai'; export * from 'react-genai/widgets'",
    external: ['zod/v4/core'],
  })
  expect(text).not.toMatch(/new Function|\beval\(|Function\(""\)/)
})

describe('one service of Gemini brings no other', () => {
  const services = {
    createModels: 'models',
    createChats: 'chats',
    createFiles: 'files',
    createCaches: 'caches',
    createFileSearchStores: 'file-search-stores',
    createDocuments: 'documents',
    createBatches: 'batches',
    createTunings: 'tunings',
    createOperations: 'operations',
    createAuthTokens: 'auth-tokens',
    createInteractions: 'interactions',
    createLive: 'live',
  }
  const files = Object.values(services).map((name) => `src/client/gemini/${name}.ts`)

  test.each(Object.entries(services))('%s', async (name, file) => {
    const { inputs } = await bundle({ code: `export { ${name} } from 'react-genai/client'` })
    const own = [file, ...(file === 'file-search-stores' ? ['documents'] : [])].map(
      (each) => `src/client/gemini/${each}.ts`,
    )
    expect(files.filter((path) => inputs.includes(path)).sort()).toEqual(own.sort())
    // Nor does it bring Genkit's protocol, or React.
    expect(inputs.filter((path) => /genkit-client|\/flow\.ts|genkit-schema|node_modules/.test(path))).toEqual([])
  })
})

test('a live session, with what it hears and says, costs at most 10 kB beyond its client', async () => {
  const client = await bundle({ code: "export { createGeminiApi, createLive } from 'react-genai'" })
  const live = await bundle({ code: "export { createGeminiApi, createLive, useLive } from 'react-genai'" })
  expect(live.bytes - client.bytes).toBeLessThanOrEqual(10_000)
})

describe('one option factory brings no other, nor any service', () => {
  const factories = {
    authTokenQueries: 'auth-tokens',
    batchQueries: 'batches',
    cacheQueries: 'caches',
    documentQueries: 'documents',
    fileQueries: 'files',
    fileSearchStoreQueries: 'file-search-stores',
    interactionQueries: 'interactions',
    liveQueries: 'live',
    modelQueries: 'models',
    operationQueries: 'operations',
    tuningQueries: 'tunings',
    agentQueries: 'resources',
    webhookQueries: 'resources',
  }
  const files = new Set(Object.values(factories).map((name) => `src/hooks/queries/${name}.ts`))
  test.each(Object.entries(factories))('%s', async (name, file) => {
    const { inputs, bytes } = await bundle({ code: `export { ${name} } from 'react-genai'` })
    expect(inputs.filter((path) => files.has(path))).toEqual([`src/hooks/queries/${file}.ts`])
    expect(inputs.filter((path) => /client\/gemini|src\/(?:components|widgets|state)/.test(path))).toEqual([])
    expect(bytes).toBeLessThan(2_700)
  })
})
