/**
 * Bytes need `Response` and streams, which this environment gives back.
 * @jest-environment jest-fixed-jsdom
 */
import { afterEach, expect, test } from '@jest/globals'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createGenkitClient } from 'react-genai'
import { chunkFuzz, end, mockTransport, refuse, replayFetch, script, text } from 'react-genai/testing'
import 'react-genai/testing/jest'
import lateOrder from '../../recordings/late-order.json' with { type: 'json' }
import { Summary } from '../../src/support'

afterEach(cleanup)

const summary = (fetch: typeof globalThis.fetch) =>
  createGenkitClient({ baseUrl: 'https://shop.example/api', fetch }).flow<{ customer: string }>('summary')

test('a server that is busy is asked again, when it says so', async () => {
  const transport = mockTransport()
  render(<Summary backend={summary(transport.fetch)} />)
  await userEvent.click(screen.getByRole('button', { name: 'Sum up' }))
  const first = await transport.next()
  expect(first.path).toBe('/api/summary')
  expect(first.body).toEqual({ data: { customer: 'ada' } })
  first.refuse(429, { retryAfter: 0.2 })
  await screen.findByText('Asking again …')
  const second = await transport.next()
  second.frame({ message: 'Ada ' })
  await screen.findByText('Ada')
  second.frame({ message: 'waits.' }, { result: 'Ada waits.' }).close()
  await screen.findByText('Ada waits.')
  expect(transport.requests).toHaveLength(2)
})

test('a recording and a script over the wire', async () => {
  const recorded = summary(replayFetch(lateOrder, { pace: 'instant' })).stream({ customer: 'ada' })
  await expect(recorded).toHaveStreamed('Your order is in **Oslo**. It comes tomorrow.')
  const refused = summary(replayFetch(script(refuse(403))))
  await expect(refused.generate({ customer: 'ada' })).rejects.toMatchObject({ httpStatus: 403 })
  const answered = await summary(replayFetch(script(text('Ada waits.', { size: 3 }), end())))
    .stream({ customer: 'ada' })
    .resolve()
  expect(answered.text).toBe('Ada waits.')
})

const BODY = 'data: {"message":"Grüße, "}\n\ndata: {"message":"Ada 😀"}\n\ndata: {"result":"Grüße, Ada 😀"}\n\n'
test.each([...chunkFuzz(BODY, { positions: 10, random: 3 })])('bytes, $name', async ({ pieces }) => {
  const { fetch } = mockTransport((request) => request.write(...pieces).close())
  expect((await summary(fetch).stream({ customer: 'ada' }).resolve()).text).toBe('Grüße, Ada 😀')
})
