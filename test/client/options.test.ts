import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createGeminiApi, createGeminiClient, createGenkitClient, GenAIError } from 'react-genai/client'
import { serve } from './server.ts'

const SECRET = 'AIzaSyD-SECRET-0123456789'

async function failureOf(run: () => unknown): Promise<GenAIError> {
  try {
    await run()
  } catch (error) {
    if (GenAIError.is(error)) return error
    throw error
  }
  throw new Error('It did not fail.')
}

/** As somebody without TypeScript would write it. */
const wrong: [name: string, value: unknown][] = [
  ['baseUrl', 5],
  ['baseUrl', new URL('http://a.example')],
  ['headers', null],
  ['headers', new Headers({ authorization: 'x' })],
  ['fetch', 'x'],
  ['timeout', -5],
  ['timeout', '5'],
  ['timeout', NaN],
  ['idleTimeout', {}],
  ['totalTimeout', -1],
  ['retry', 'often'],
  ['signal', {}],
]

describe('an option that is none', () => {
  test.each(wrong)('Gemini’s: %s = %o', async (name, value) => {
    const error = await failureOf(() => createGeminiClient({ [name]: value }))
    expect(error.code).toBe('invalid')
    expect(error.message).toMatch(new RegExp(`^The option \`${name}\` is .*has to be`))
  })

  test.each([
    ['apiKey', 5],
    ['maxConcurrent', 0],
    ['maxConcurrent', -1],
    ['maxConcurrent', NaN],
  ])('Gemini’s own: %s = %o', async (name, value) => {
    expect((await failureOf(() => createGeminiClient({ [name]: value }))).message).toContain(`\`${name}\``)
  })

  test.each([null, 5, 'http://x', []])('no options at all: %o', async (options) => {
    expect((await failureOf(() => createGeminiClient(options as object))).code).toBe('invalid')
  })

  // Genkit's client looks when something fails, so as not to cost every page for it.
  test.each(
    wrong.filter(
      ([name, value]) =>
        !['baseUrl', 'headers', 'retry'].includes(name) && !Number.isNaN(value) && name !== 'idleTimeout',
    ),
  )('Genkit’s, when it fails of it: %s = %o', async (name, value) => {
    const error = await failureOf(() =>
      createGenkitClient({ baseUrl: 'http://127.0.0.1:9', [name]: value })
        .flow('a')
        .generate(1),
    )
    expect(error.code).toBe('invalid')
  })
})

describe('a key is nowhere to be seen', () => {
  const headers = { authorization: `Bearer ${SECRET}` }
  const options = { apiKey: SECRET, headers, baseUrl: `https://u:${SECRET}@h.example/p?key=${SECRET}` }

  test.each([
    ['createGeminiClient', () => createGeminiClient(options)],
    ['createGeminiApi', () => createGeminiApi(options)],
    ['createGenkitClient', () => createGenkitClient({ ...options })],
    ['a model', () => createGeminiClient(options).model('m', { temperature: 1 })],
    ['a flow', () => createGenkitClient({ ...options }).flow('f')],
    ['an agent', () => createGenkitClient({ ...options }).agent('f')],
  ])('%s', (_, make) => {
    const made = make()
    const shown = `${JSON.stringify(made)}${inspect(made, { depth: 9, getters: true })}${Object.values(made).join()}`
    expect(shown).not.toContain('SECRET')
  })

  test('what a server says of it', async () => {
    const words = `Consumer 'api_key:${SECRET}' has been suspended; Bearer ${SECRET}; https://a.example/?key=${SECRET}`
    for (const [status, body] of [
      [403, JSON.stringify({ error: { code: 403, message: words } })],
      [500, words],
      [500, `<html><title>${words}</title></html>`],
      [200, `<html><title>${words}</title></html>`],
    ] as const) {
      await using server = await serve((response) => void response.writeHead(status).end(body))
      const gemini = createGeminiClient({ baseUrl: server.url, apiKey: SECRET, retry: false })
      const error = await failureOf(() => gemini.model('m').stream('x').resolve())
      expect(error.message).not.toContain('SECRET')
      const flow = createGenkitClient({ baseUrl: server.url, headers, retry: false }).flow('f')
      expect((await failureOf(() => flow.stream(1).resolve())).message).not.toContain('SECRET')
    }
  })

  test('what `fetch` says of an address or a header that it does not take', async () => {
    const once = { retry: false } as const
    const clients = [
      createGenkitClient({ baseUrl: `http://u:${SECRET}@127.0.0.1:9`, ...once }),
      createGenkitClient({ baseUrl: `http://[bad?key=${SECRET}`, ...once }),
      createGenkitClient({ baseUrl: 'http://127.0.0.1:9', headers: { authorization: `a\n${SECRET}` }, ...once }),
    ]
    for (const client of clients) {
      const error = await failureOf(() => client.flow('f').generate(1))
      expect(inspect(error, { depth: 9 })).not.toContain('SECRET')
    }
  })
})
