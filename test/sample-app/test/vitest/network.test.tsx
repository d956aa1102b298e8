import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { createGenkitClient } from 'react-genai'
import { chunkFuzz, end, mockTransport, refuse, replayFetch, script, text } from 'react-genai/testing'
import { Summary } from '../../src/support'

afterEach(cleanup)

const summary = (fetch: typeof globalThis.fetch) =>
  createGenkitClient({ baseUrl: 'https://shop.example/api', fetch }).flow<{ customer: string }>('summary')

test('a server that is busy is asked again, when it says so', async () => {
  const transport = mockTransport()
  render(<Summary backend={summary(transport.fetch)} />)
  await userEvent.click(screen.getByRole('button', { name: 'Sum up' }))
  const first = await transport.next()
  expect(first).toMatchObject({ method: 'POST', path: '/api/summary', body: { data: { customer: 'ada' } } })
  const refusedAt = performance.now()
  first.refuse(429, { retryAfter: 0.2, code: 'RESOURCE_EXHAUSTED' })
  await screen.findByText('Asking again …')
  const second = await transport.next()
  expect(performance.now() - refusedAt).toBeGreaterThan(150)
  expect(second.body).toEqual(first.body)
  second.frame({ message: 'Ada ' })
  await screen.findByText('Ada')
  second.frame({ message: 'waits.' }, { result: 'Ada waits.' }).close()
  await screen.findByText('Ada waits.')
  expect(screen.queryByText('Asking again …')).toBeNull()
  expect(transport.requests).toHaveLength(2)
})

test('who leaves closes the connection', async () => {
  const transport = mockTransport()
  const { unmount } = render(<Summary backend={summary(transport.fetch)} />)
  await userEvent.click(screen.getByRole('button', { name: 'Sum up' }))
  const request = await transport.next()
  request.frame({ message: 'Ada ' })
  await screen.findByText('Ada')
  unmount()
  await vi.waitFor(() => expect(request.isOver).toBe(true))
})

test('a script over the wire', async () => {
  const refused = summary(replayFetch(script(refuse(403, { message: 'Not for you.' }))))
  await expect(refused.generate({ customer: 'ada' })).rejects.toMatchObject({ httpStatus: 403 })
  const answered = summary(replayFetch(script(text('Ada waits.', { size: 3 }), end())))
  expect((await answered.stream({ customer: 'ada' }).resolve()).text).toBe('Ada waits.')
})

const BODY = 'data: {"message":"Grüße, "}\n\ndata: {"message":"Ada 😀"}\n\ndata: {"result":"Grüße, Ada 😀"}\n\n'
test.each([...chunkFuzz(BODY, { positions: 25, random: 5 })])('bytes, $name', async ({ pieces }) => {
  const { fetch } = mockTransport((request) => request.write(...pieces).close())
  expect((await summary(fetch).stream({ customer: 'ada' }).resolve()).text).toBe('Grüße, Ada 😀')
})
