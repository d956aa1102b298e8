import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Activity, type ReactNode } from 'react'
import { createGeminiClient, fileQueries, GenAIProvider, indexedDbUploads, useFiles, useUpload } from 'react-genai'
import { FileShelf } from 'react-genai/widgets'
import { mockGemini, mockTransport } from 'react-genai/testing'
import { onlineManager, QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
const tick = (ms = 50) => new Promise((r) => setTimeout(r, ms))
const file = (name: string, size = 1000): File => new File([new Uint8Array(size)], name, { type: 'text/plain' })
const quick = { poll: { interval: 5, maxInterval: 5 } }

test('a shelf that was hidden and is shown again', async () => {
  const mock = mockGemini({
    files: [
      { name: 'files/a', displayName: 'a.txt' },
      { name: 'files/b', displayName: 'b.txt' },
    ],
  })
  const gemini = createGeminiClient(mock.options)
  const qc = new QueryClient()
  const ui = (mode: 'visible' | 'hidden') => (
    <GenAIProvider gemini={gemini} queryClient={qc}>
      <Activity mode={mode}>
        <FileShelf undoTime={300} />
      </Activity>
    </GenAIProvider>
  )
  const view = render(ui('visible'))
  await userEvent.click(await screen.findByRole('button', { name: /Delete.*a\.txt/i }))
  mock.fail(403)
  view.rerender(ui('hidden'))
  await tick(600)
  view.rerender(ui('visible'))
  await tick(1000)
  expect.soft(mock.requests.filter((r) => r.startsWith('DELETE'))).toHaveLength(1)
  expect.soft(screen.queryByRole('button', { name: /Undo/i }), 'undo offers what cannot be').toBeNull()
  expect.soft(screen.queryByText('a.txt'), 'refused, so it is there').not.toBeNull()
})

test('offline: a file deleted does not come back when the time is over', async () => {
  const mock = mockGemini({ files: [{ name: 'files/a' }, { name: 'files/b' }] })
  const gemini = createGeminiClient(mock.options)
  const qc = new QueryClient()
  const wrapper = ({ children }: { children?: ReactNode }) => (
    <GenAIProvider gemini={gemini} queryClient={qc}>
      {children}
    </GenAIProvider>
  )
  const { result } = renderHook(() => useFiles(undefined, { undoTime: 50 }), { wrapper })
  await waitFor(() => expect(result.current.files).toHaveLength(2))
  onlineManager.setOnline(false)
  try {
    act(() => result.current.remove(result.current.files[0]!))
    await tick(300)
    expect(result.current.files.map((f) => f.name)).toEqual(['files/b'])
  } finally {
    onlineManager.setOnline(true)
  }
})

test('a failed upload is said to whoever cannot see it', async () => {
  const mock = mockGemini()
  mock.fail(0, 0)
  const { fetch } = mockTransport((request) =>
    request.method === 'POST'
      ? request.refuse(403, { code: 'PERMISSION_DENIED', message: 'Not yours.' })
      : request.forward(mock.options.fetch),
  )
  const gemini = createGeminiClient({ ...mock.options, fetch })
  const view = render(
    <GenAIProvider gemini={gemini} queryClient={new QueryClient()}>
      <FileShelf {...quick} />
    </GenAIProvider>,
  )
  await tick(100)
  await userEvent.upload(view.container.querySelector('input[type=file]') as HTMLInputElement, file('a.txt'))
  await waitFor(() => expect(view.container.querySelector('[data-state=error]')).not.toBeNull())
  const said = [...view.container.querySelectorAll('[role=alert],[role=status],[aria-live]')]
    .map((e) => e.textContent)
    .join('')
  expect(said).toContain('a.txt')
})

test('keepAlive, then not: leaving ends it', async () => {
  const mock = mockGemini({ uploads: { looks: Infinity } })
  const gemini = createGeminiClient(mock.options)
  const wrapper = ({ children }: { children?: ReactNode }) => <GenAIProvider gemini={gemini}>{children}</GenAIProvider>
  const storage = indexedDbUploads({ name: `d-${Math.random()}` })
  const first = renderHook(
    () => useUpload(undefined, { poll: { interval: 20, maxInterval: 20 }, storage, keepAlive: true }),
    { wrapper },
  )
  act(() => void first.result.current.add([file('a.txt')]))
  await waitFor(() => expect(first.result.current.uploads[0]?.status).toBe('processing'))
  first.unmount()
  const second = renderHook(() => useUpload(undefined, { poll: { interval: 20, maxInterval: 20 }, storage }), {
    wrapper,
  })
  await tick()
  second.unmount()
  await tick()
  const n = mock.requests.length
  await tick(300)
  expect(mock.requests.length).toBe(n)
})

test('wait() of a file that was deleted', async () => {
  const mock = mockGemini({ files: [{ name: 'files/a', state: 'ACTIVE' }] })
  const gemini = createGeminiClient(mock.options)
  const qc = new QueryClient()
  await qc.ensureQueryData(fileQueries.wait(gemini, 'a'))
  await qc.getMutationCache().build(qc, fileQueries.delete(gemini)).execute('a')
  await expect(qc.ensureQueryData(fileQueries.wait(gemini, 'a'))).rejects.toThrow('404')
})
