import { act, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createGenkitClient, useStream } from 'react-genai'

const encoder = new TextEncoder()
const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
const hello = frame({ result: { message: { role: 'model', content: [{ text: 'Hello' }] } } })

/** A server in the page: what each request gets is written in the test. */
function serverOf(...answers: ((body: ReadableStreamDefaultController<Uint8Array>) => void)[]) {
  const signals: AbortSignal[] = []
  const fetch = vi.fn((_url: unknown, { signal }: RequestInit = {}): Promise<Response> => {
    const answer = answers[signals.length]
    if (signal) signals.push(signal)
    if (!answer) return Promise.reject(new TypeError('Failed to fetch'))
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        signal?.addEventListener('abort', () => controller.error(signal.reason))
        answer(controller)
      },
    })
    return Promise.resolve(new Response(body))
  })
  return { fetch, signals }
}
const say =
  (...frames: string[]) =>
  (body: ReadableStreamDefaultController<Uint8Array>): void => {
    for (const text of frames) body.enqueue(encoder.encode(text))
    if (frames.at(-1) === hello) body.close()
  }

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
    const { fetch, signals } = serverOf()
    let isUp = false
    const whenUp = serverOf(say(hello))
    const either: typeof globalThis.fetch = (...request) => (isUp ? whenUp : { fetch }).fetch(...request)
    setOnline(false)
    render(<Reply fetch={either} />)
    ask()
    await vi.waitFor(() => expect(shown()).toContain('pending paused'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(signals).toHaveLength(1)
    isUp = true
    act(() => setOnline(true))
    await vi.waitFor(() => expect(shown()).toContain('done idle 0'))
    expect(shown()).toContain('Hello')
    expect(whenUp.signals).toHaveLength(1)
  })
})

describe('a page that is put away, and comes back', () => {
  const putAway = (persisted: boolean): void =>
    act(() => void dispatchEvent(new PageTransitionEvent('pagehide', { persisted })))

  test('its connection is closed, what had arrived is kept', async () => {
    const { fetch, signals } = serverOf(say(frame({ message: { role: 'model', content: [{ text: 'Half' }] } })))
    render(<Reply fetch={fetch} />)
    ask()
    await vi.waitFor(() => expect(shown()).toContain('Half'))
    putAway(true)
    await vi.waitFor(() => expect(shown()).toContain('error idle 0 network Half'))
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })

  test('what had not been answered yet is asked again', async () => {
    const { fetch, signals } = serverOf(() => undefined, say(hello))
    render(<Reply fetch={fetch} />)
    ask()
    await vi.waitFor(() => expect(signals).toHaveLength(1))
    await new Promise((resolve) => setTimeout(resolve, 50))
    putAway(true)
    await vi.waitFor(() => expect(shown()).toContain('Hello'))
    expect(signals).toHaveLength(2)
  })

  test('one that is left for good is none of our business', async () => {
    const { fetch, signals } = serverOf(say(frame({ message: { role: 'model', content: [{ text: 'Half' }] } })))
    render(<Reply fetch={fetch} />)
    ask()
    await vi.waitFor(() => expect(shown()).toContain('Half'))
    putAway(false)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
  })
})
