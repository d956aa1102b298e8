import { act, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createGenkitClient, useStream } from 'react-genai'
import { mockTransport } from 'react-genai/testing'

const half = { message: { role: 'model', content: [{ text: 'Half' }] } }
const hello = { result: { message: { role: 'model', content: [{ text: 'Hello' }] } } }

function Reply({ fetch }: { fetch: typeof globalThis.fetch }) {
  const reply = useStream(createGenkitClient({ fetch, retryDelay: 10 }).flow('chat'))
  return (
    <>
      <button onClick={() => reply.start('Hi')}>Ask</button>
      <output>
        {reply.status} {reply.fetchStatus} {reply.failureCount} {reply.error?.code} {reply.text}
      </output>
    </>
  )
}
const shown = (): string => screen.getByRole('status').textContent ?? ''
const ask = (): void => act(() => screen.getByRole('button', { name: 'Ask' }).click())

const setOnline = (isOnline: boolean): void => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline)
  if (isOnline) dispatchEvent(new Event('online'))
}
afterEach(() => void vi.restoreAllMocks())

describe('offline', () => {
  test('a request waits for the network, says so, and is sent once when it is back', async () => {
    let isUp = false
    const { fetch, requests } = mockTransport((request) => (isUp ? request.frame(hello).close() : request.drop()))
    setOnline(false)
    render(<Reply fetch={fetch} />)
    ask()
    await vi.waitFor(() => expect(shown()).toContain('pending paused'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(requests).toHaveLength(1)
    isUp = true
    act(() => setOnline(true))
    await vi.waitFor(() => expect(shown()).toContain('done idle 0'))
    expect(shown()).toContain('Hello')
    expect(requests).toHaveLength(2)
  })
})

describe('a page that is put away, and comes back', () => {
  const putAway = (persisted: boolean): void =>
    act(() => void dispatchEvent(new PageTransitionEvent('pagehide', { persisted })))

  test('its connection is closed, what had arrived is kept', async () => {
    const { fetch, requests } = mockTransport((request) => request.frame(half))
    render(<Reply fetch={fetch} />)
    ask()
    await vi.waitFor(() => expect(shown()).toContain('Half'))
    putAway(true)
    await vi.waitFor(() => expect(shown()).toContain('error idle 0 network Half'))
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([true])
  })

  test('what had not been answered yet is asked again', async () => {
    const { fetch, requests } = mockTransport((request, count) =>
      count === 0 ? request.open() : request.frame(hello).close(),
    )
    render(<Reply fetch={fetch} />)
    ask()
    await vi.waitFor(() => expect(requests).toHaveLength(1))
    await new Promise((resolve) => setTimeout(resolve, 50))
    putAway(true)
    await vi.waitFor(() => expect(shown()).toContain('Hello'))
    expect(requests).toHaveLength(2)
  })

  test('one that is left for good is none of our business', async () => {
    const { fetch, requests } = mockTransport((request) => request.frame(half))
    render(<Reply fetch={fetch} />)
    ask()
    await vi.waitFor(() => expect(shown()).toContain('Half'))
    putAway(false)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([false])
  })
})
