import { expect, test } from 'vitest'
import { pairTools } from 'react-genai/components'

const request = (name: string, ref?: string) => ({ toolRequest: { name, ...(ref && { ref }) } })
const response = (name: string, output: unknown, ref?: string) => ({
  toolResponse: { name, output, ...(ref && { ref }) },
})

test('responses find their requests by ref, or by name and order', () => {
  const [a, b, c, d] = [request('t', '1'), request('t', '2'), request('u'), request('u')]
  const pairs = pairTools([
    { content: [a, b, c, d] },
    {
      content: [response('u', 'first'), response('t', 'two', '2'), response('t', 'one', '1'), response('u', 'second')],
    },
  ])
  expect([a, b, c, d].map((part) => pairs.get(part)?.toolResponse.output)).toEqual(['one', 'two', 'first', 'second'])
})

test('a response without a request, and one that came twice, are nobody’s', () => {
  const asked = request('t', '1')
  const pairs = pairTools([
    { content: [response('t', 0, '1')] },
    { content: [asked] },
    { content: [response('t', 1, '1'), response('t', 2, '1')] },
  ])
  expect(pairs.size).toBe(1)
  expect(pairs.get(asked)?.toolResponse.output).toBe(1)
})
