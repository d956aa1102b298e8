import { expect, test } from 'vitest'
import { mockBackend } from 'react-genai/testing'

test('what is said before anybody asks waits for the next request', async () => {
  const backend = mockBackend()
  backend.text('Hello')
  backend.end()
  expect((await backend.generate('Hi')).text).toBe('Hello')
})

test('what is said after a stop is for the request that follows', async () => {
  const backend = mockBackend()
  const first = backend.stream('one')
  const stopped = first.resolve()
  await Promise.resolve()
  backend.text('first')
  first.abort()
  await expect(stopped).rejects.toMatchObject({ code: 'aborted' })
  backend.text('second')
  backend.end()
  expect((await backend.generate('two')).text).toBe('second')
  expect(backend.requests.map(({ input, signal }) => [input, signal.aborted])).toEqual([
    ['one', true],
    ['two', false],
  ])
})
