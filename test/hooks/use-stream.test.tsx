import { act, render, renderHook, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Activity, Profiler, StrictMode, useEffect, useRef, useState, type ReactNode } from 'react'
import { expect, test, vi } from 'vitest'
import { GenAIProvider, useStream, type UseStreamOptions } from 'react-genai'
import { mockBackend, type MockBackend } from 'react-genai/testing'

const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 0)))
const frame = () => act(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))))

function Reply({ backend, auto, ...options }: { backend?: MockBackend; auto?: string } & UseStreamOptions): ReactNode {
  const reply = useStream(backend, options)
  const { start } = reply
  useEffect(() => {
    if (auto) start(auto)
  }, [auto, start])
  return (
    <>
      <p data-testid="status">{reply.status}</p>
      <article aria-busy={reply.isStreaming}>{reply.text}</article>
      <button onClick={() => reply.start('Why?')}>Start</button>
      <button onClick={reply.stop}>Stop</button>
    </>
  )
}
const status = () => screen.getByTestId('status').textContent

test('a reply grows on screen, then settles', async () => {
  const backend = mockBackend()
  render(<Reply backend={backend} />)
  await userEvent.click(screen.getByText('Start'))
  expect(status()).toBe('pending')
  backend.text('Be')
  await frame()
  expect(screen.getByRole('article')).toHaveProperty('textContent', 'Be')
  expect(status()).toBe('streaming')
  backend.text('cause')
  backend.end()
  await settle()
  expect(screen.getByRole('article')).toHaveProperty('textContent', 'Because')
  expect(status()).toBe('done')
})

test('one request under StrictMode, even when it starts in an effect', async () => {
  const backend = mockBackend()
  render(<Reply backend={backend} auto="Why?" />, { wrapper: StrictMode })
  await settle()
  expect(backend.requests).toHaveLength(1)
  backend.end('Because')
  await settle()
  expect(screen.getByRole('article')).toHaveProperty('textContent', 'Because')
})

test('one request under StrictMode, from an effect that guards itself with a ref', async () => {
  const backend = mockBackend()
  function Once(): ReactNode {
    const { start } = useStream(backend)
    const asked = useRef(false)
    useEffect(() => {
      if (asked.current) return
      asked.current = true
      start('Why?')
    }, [start])
    return null
  }
  render(<Once />, { wrapper: StrictMode })
  await settle()
  expect(backend.requests).toHaveLength(1)
})

test('a child that starts its parent’s stream in an effect gets one request too', async () => {
  const backend = mockBackend()
  function Child({ start }: { start: (input: string) => void }): ReactNode {
    useEffect(() => start('Why?'), [start])
    return null
  }
  function Parent(): ReactNode {
    const { start, status: where } = useStream(backend)
    return (
      <>
        <Child start={start} />
        {where}
      </>
    )
  }
  render(<Parent />, { wrapper: StrictMode })
  await settle()
  expect(backend.requests).toHaveLength(1)
})

test('unmounting ends the request, and nothing is asked afterwards', async () => {
  const backend = mockBackend()
  const { result, unmount } = renderHook(() => useStream(backend))
  const { start } = result.current
  act(() => start('Why?'))
  await settle()
  unmount()
  expect(backend.requests[0]?.signal.aborted).toBe(true)
  start('Again?')
  await settle()
  expect(backend.requests).toHaveLength(1)
})

test('keepAlive lets it go on', async () => {
  const backend = mockBackend()
  const onSuccess = vi.fn()
  const { unmount } = render(<Reply backend={backend} keepAlive onSuccess={onSuccess} auto="Why?" />)
  await settle()
  unmount()
  backend.end('Because')
  await settle()
  expect(backend.requests[0]?.signal.aborted).toBe(false)
  expect(onSuccess).toHaveBeenCalledTimes(1)
})

test('inline options restart nothing, and callbacks see the latest closure', async () => {
  const backend = mockBackend()
  const seen: string[] = []
  function Inline(): ReactNode {
    const [count, setCount] = useState(0)
    const reply = useStream(backend, { onChunk: (chunk) => seen.push(`${count}:${chunk.text}`) })
    return (
      <>
        <button onClick={() => reply.start('Why?')}>Start</button>
        <button onClick={() => setCount(count + 1)}>Count</button>
      </>
    )
  }
  render(<Inline />)
  await userEvent.click(screen.getByText('Start'))
  backend.text('a')
  await settle()
  await userEvent.click(screen.getByText('Count'))
  backend.text('b')
  await settle()
  expect(seen).toEqual(['0:a', '1:b'])
  expect(backend.requests).toHaveLength(1)
})

test('a hidden Activity stops it and keeps its words', async () => {
  const backend = mockBackend()
  const tree = (mode: 'visible' | 'hidden') => (
    <Activity mode={mode}>
      <Reply backend={backend} />
    </Activity>
  )
  const { rerender } = render(tree('visible'))
  await userEvent.click(screen.getByText('Start'))
  backend.text('Bec')
  await frame()
  rerender(tree('hidden'))
  await settle()
  rerender(tree('visible'))
  await settle()
  expect(status()).toBe('stopped')
  expect(screen.getByRole('article')).toHaveProperty('textContent', 'Bec')
  expect(backend.requests).toHaveLength(1)
})

test('at most one commit a frame, whatever arrives', async () => {
  const backend = mockBackend()
  let commits = 0
  render(
    <Profiler id="reply" onRender={() => commits++}>
      <Reply backend={backend} />
    </Profiler>,
  )
  await userEvent.click(screen.getByText('Start'))
  const before = commits
  const started = performance.now()
  for (let at = 0; at < 2_000; at++) backend.text('x')
  backend.end()
  while (status() !== 'done') await settle()
  const frames = Math.ceil((performance.now() - started) / (1000 / 60))
  expect(commits - before).toBeLessThanOrEqual(frames + 2)
  expect(screen.getByRole('article').textContent).toHaveLength(2_000)
})

test('the provider’s backend is found, and its absence is explained', () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(() => render(<Reply />)).toThrow(/No backend.*GenAIProvider/)
  silence.mockRestore()
  render(
    <GenAIProvider backend={mockBackend()}>
      <Reply />
    </GenAIProvider>,
  )
  expect(status()).toBe('idle')
})
