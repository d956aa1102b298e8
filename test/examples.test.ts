import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { QueryClient } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { createGenkitClient, GenAIProvider, generateOptions } from 'react-genai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { standInForGoogle } from '../examples/offline/google.ts'
import type { FakeGemini } from './fake-gemini/index.ts'

const examples = fileURLToPath(new URL('../examples/', import.meta.url))
const COMMENTS: Record<string, RegExp> = {
  '.html': /<!--[^]*?-->/g,
  '.css': /\/\*[^]*?\*\//g,
  '.ts': /^\s*\/\*[^]*?\*\/|^\s*\/\/.*$/gm,
  '.tsx': /^\s*\/\*[^]*?\*\/|^\s*\/\/.*$/gm,
}

function linesOfCode(path: string): number {
  const source = readFileSync(path, 'utf8').replace(COMMENTS[extname(path)] ?? '', '')
  return source.split('\n').filter((line) => line.trim() !== '').length
}

test.each(['chat-widget', 'structured-output', 'file-search', 'agent-approval', 'live-voice', 'next'])(
  '%s takes fewer than 100 lines of code, page and server together, and is in the list',
  (name) => {
    const files = readdirSync(join(examples, name), { recursive: true, encoding: 'utf8' }).filter((file) =>
      extname(file),
    )
    expect(files.length).toBeGreaterThan(2)
    // What stands around the widgets is shared.
    const shared = name === 'next' ? 0 : linesOfCode(join(examples, 'page.css'))
    const all = files.reduce((sum, file) => sum + linesOfCode(join(examples, name, file)), shared)
    expect(all).toBeLessThan(100)
    expect(readFileSync(join(examples, 'README.md'), 'utf8')).toContain(`(${name}/`)
  },
)

describe('the app for Next', () => {
  let google: FakeGemini
  let route: typeof import('../examples/next/app/api/[flow]/route.ts')
  beforeAll(async () => {
    google = await standInForGoogle()
    // Only now: Google's plugin looks for the key as soon as it is loaded.
    route = await import('../examples/next/app/api/[flow]/route.ts')
  })
  afterAll(() => google?.close())

  // The route itself, without a server around it.
  const ask: typeof fetch = (address, init) => route.POST(new Request(address, init))
  const client = () => createGenkitClient({ baseUrl: 'http://localhost/api', retry: false, fetch: ask })

  test('its route streams a flow, and answers whole', async () => {
    const reply = client()
      .flow('chat')
      .stream({ messages: [{ role: 'user', content: [{ text: 'What can you do?' }] }] })
    const pieces: string[] = []
    for await (const chunk of reply) pieces.push(chunk.text)
    expect(pieces.length).toBeGreaterThan(5)
    const response = await reply.resolve()
    expect(response.message?.content).toEqual([{ text: pieces.join('') }])
    expect(JSON.stringify(response.raw)).not.toContain('"messages"')
    expect((await client().flow('tip').generate('reading')).output).toBe('Read the last page last.')
  })

  test('its route says what it does not have, and what has failed', async () => {
    await expect(client().flow('menu').generate({})).rejects.toMatchObject({ status: 'NOT_FOUND' })
    const unknown = await route.POST(new Request('http://localhost/api/menu', { method: 'POST', body: '{}' }))
    expect(unknown.status).toBe(404)
    google.faults.nextStatus(400)
    const failed = client()
      .flow('chat')
      .stream({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] })
    await expect(failed.resolve()).rejects.toMatchObject({ code: 'server' })
  })

  test('its page comes with the tip in it, under the key that the browser asks by', async () => {
    const { default: Page } = await import('../examples/next/app/page.tsx')
    const asked = google.requests.length
    const page = await Page()
    expect(google.requests).toHaveLength(asked + 1)
    const queryClient = new QueryClient()
    const html = renderToStaticMarkup(createElement(GenAIProvider, { queryClient }, page))
    expect(html).toContain('<p>Read the last page last.</p>')
    expect(html).toContain('Ask the bookshop')
    const { queryKey } = generateOptions(createGenkitClient({ baseUrl: '/api' }).flow('tip'), 'reading')
    expect(queryClient.getQueryData(queryKey)).toBeDefined()
    // Nobody has asked twice.
    expect(google.requests).toHaveLength(asked + 1)
  })
})
