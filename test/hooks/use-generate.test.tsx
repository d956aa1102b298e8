import { MutationCache, onlineManager, QueryClient, QueryClientProvider, useIsMutating } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode, useEffect, type ReactNode } from 'react'
import { expect, test, vi } from 'vitest'
import { GenAIProvider, GenAIError, useGenerate, type UseGenerateOptions } from 'react-genai'
import { mockBackend, type MockBackend } from 'react-genai/testing'

const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 0)))

function Draw({
  backend,
  auto = false,
  ...options
}: { backend: MockBackend; auto?: boolean } & UseGenerateOptions<string>): ReactNode {
  const { status, data, error, generate, stop } = useGenerate(backend, options)
  useEffect(() => {
    if (auto) generate('A cat')
  }, [auto, generate])
  return (
    <>
      <p data-testid="status">{status}</p>
      <article>{data?.text ?? error?.message}</article>
      <button onClick={() => generate('A cat')}>Draw</button>
      <button onClick={stop}>Stop</button>
    </>
  )
}
const status = () => screen.getByTestId('status').textContent

test('it is a TanStack mutation that gives a GenerateResponse', async () => {
  const backend = mockBackend()
  const onSuccess = vi.fn()
  render(<Draw backend={backend} onSuccess={onSuccess} />, { wrapper: GenAIProvider })
  await userEvent.click(screen.getByText('Draw'))
  expect(status()).toBe('pending')
  backend.end('Here it is')
  await settle()
  expect(status()).toBe('success')
  expect(screen.getByRole('article').textContent).toBe('Here it is')
  expect(onSuccess.mock.calls[0]?.[0]).toHaveProperty('text', 'Here it is')
  expect(backend.requests[0]).toMatchObject({ input: 'A cat', streaming: false })
})

test('a failure is a GenAIError', async () => {
  const backend = mockBackend()
  const onError = vi.fn()
  render(<Draw backend={backend} onError={onError} />, { wrapper: GenAIProvider })
  await userEvent.click(screen.getByText('Draw'))
  backend.fail(new GenAIError('http', 'no', { httpStatus: 403 }))
  await settle()
  expect(status()).toBe('error')
  expect(screen.getByRole('article').textContent).toBe('no')
  expect(onError).toHaveBeenCalledTimes(1)
})

test('stop ends the request; it is idle again and no error is told', async () => {
  const backend = mockBackend()
  const onError = vi.fn()
  render(<Draw backend={backend} onError={onError} />, { wrapper: GenAIProvider })
  await userEvent.click(screen.getByText('Draw'))
  await settle()
  await userEvent.click(screen.getByText('Stop'))
  await settle()
  expect(status()).toBe('idle')
  expect(backend.requests[0]?.signal.aborted).toBe(true)
  expect(onError).not.toHaveBeenCalled()
})

test('asking again ends the request before', async () => {
  const backend = mockBackend()
  render(<Draw backend={backend} />, { wrapper: GenAIProvider })
  await userEvent.click(screen.getByText('Draw'))
  await settle()
  await userEvent.click(screen.getByText('Draw'))
  await settle()
  expect(backend.requests.map((request) => request.signal.aborted)).toEqual([true, false])
  backend.end('Second')
  await settle()
  expect(screen.getByRole('article').textContent).toBe('Second')
})

test('one request under StrictMode, none after unmount', async () => {
  const backend = mockBackend()
  const { unmount } = render(<Draw backend={backend} auto />, {
    wrapper: ({ children }) => (
      <StrictMode>
        <GenAIProvider>{children}</GenAIProvider>
      </StrictMode>
    ),
  })
  await settle()
  expect(backend.requests).toHaveLength(1)
  unmount()
  await settle()
  expect(backend.requests).toHaveLength(1)
  expect(backend.requests[0]?.signal.aborted).toBe(true)
})

test('the query client around it is used, and sees the work', async () => {
  const backend = mockBackend()
  function Busy(): ReactNode {
    return <output>{useIsMutating({ mutationKey: ['genai', 'mock'] })}</output>
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <GenAIProvider>
        <Draw backend={backend} />
      </GenAIProvider>
      <Busy />
    </QueryClientProvider>,
  )
  await userEvent.click(screen.getByText('Draw'))
  await settle()
  expect(screen.getByRole('status').textContent).toBe('1')
})

test('what was stopped is not asked again, whatever retries it', async () => {
  const backend = mockBackend()
  render(<Draw backend={backend} retry={2} retryDelay={1} />, { wrapper: GenAIProvider })
  await userEvent.click(screen.getByText('Draw'))
  await settle()
  await userEvent.click(screen.getByText('Stop'))
  await act(() => new Promise((resolve) => setTimeout(resolve, 30)))
  expect(backend.requests).toHaveLength(1)
  await userEvent.click(screen.getByText('Draw'))
  await settle()
  await userEvent.click(screen.getByText('Draw'))
  await act(() => new Promise((resolve) => setTimeout(resolve, 30)))
  expect(backend.requests.map((request) => request.signal.aborted)).toEqual([true, true, false])
})

test.each(['Stop', 'leave'])('%s, said while the app’s own cache still prepares the call, is heard', async (how) => {
  const backend = mockBackend()
  let go = (): void => undefined
  const mutationCache = new MutationCache({ onMutate: () => new Promise<void>((resolve) => (go = resolve)) })
  const wrapper = ({ children }: { children: ReactNode }): ReactNode => (
    <QueryClientProvider client={new QueryClient({ mutationCache })}>{children}</QueryClientProvider>
  )
  const { unmount } = render(<Draw backend={backend} />, { wrapper })
  await userEvent.click(screen.getByText('Draw'))
  if (how === 'leave') unmount()
  else await userEvent.click(screen.getByText('Stop'))
  go()
  await settle()
  expect(backend.requests).toHaveLength(0)
  if (how === 'leave') return
  expect(status()).toBe('idle')
  await userEvent.click(screen.getByText('Draw'))
  go()
  await settle()
  expect(backend.requests).toHaveLength(1)
})

test('a failure is tried again when TanStack is told to', async () => {
  const backend = mockBackend()
  render(<Draw backend={backend} retry={1} retryDelay={1} />, { wrapper: GenAIProvider })
  await userEvent.click(screen.getByText('Draw'))
  await settle()
  backend.fail(new GenAIError('network', 'gone'))
  await act(() => new Promise((resolve) => setTimeout(resolve, 30)))
  backend.end('Here it is')
  await settle()
  expect(screen.getByRole('article').textContent).toBe('Here it is')
  expect(backend.requests).toHaveLength(2)
})

test('what was stopped offline is not sent when the network is back', async () => {
  const backend = mockBackend()
  render(<Draw backend={backend} />, { wrapper: GenAIProvider })
  onlineManager.setOnline(false)
  await userEvent.click(screen.getByText('Draw'))
  await settle()
  await userEvent.click(screen.getByText('Stop'))
  onlineManager.setOnline(true)
  await settle()
  expect(backend.requests).toHaveLength(0)
})
