import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createGeminiClient, liveWithTokens, useLive } from 'react-genai'
import { mockGemini } from 'react-genai/testing'
import { LivePanel } from 'react-genai/widgets'
import { afterEach, expect, test, vi } from 'vitest'
import { BY_HAND, connect, setupLive, sleep } from './live-view.tsx'

afterEach(() => void vi.restoreAllMocks())

test('no sound follows the end of the stream of sound', async () => {
  const view = setupLive({ microphone: true })
  await connect(view)
  await waitFor(() => expect(view.sent('realtimeInput').length).toBeGreaterThan(5))
  for (let at = 0; at < 8; at++) {
    act(() => {
      const until = performance.now() + 120
      while (performance.now() < until);
      view.result.current.stopMicrophone()
    })
    await sleep(150)
    const all = view.sent<object>('realtimeInput')
    expect(all.at(-1)).toEqual({ audioStreamEnd: true })
    await act(() => view.result.current.startMicrophone())
    await sleep(100)
  }
})
test('another client of the same address: its token', async () => {
  const { options } = mockGemini({ live: BY_HAND })
  const asked: string[] = []
  const of = (user: string) => liveWithTokens(() => (asked.push(user), `auth_tokens/${user}`), options)
  const { result, rerender } = renderHook(({ user }) => useLive(of(user), { model: 'm', microphone: false }), {
    initialProps: { user: 'ada' },
  })
  rerender({ user: 'bob' })
  await act(() => result.current.connect())
  expect(asked).toEqual(['bob'])
})
test('the server hangs up as agreed', async () => {
  const view = setupLive()
  await connect(view)
  act(() => view.server.close(1000))
  await sleep(100)
  expect([view.result.current.status, view.result.current.error?.message]).toEqual(['closed', undefined])
})

test('unplugged: the server is told', async () => {
  const list: MediaStream[] = []
  const { getUserMedia } = navigator.mediaDevices
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (c) => {
    const s = await getUserMedia.call(navigator.mediaDevices, c)
    list.push(s)
    return s
  })
  const view = setupLive({ microphone: true })
  await connect(view)
  await waitFor(() => expect(view.sent('realtimeInput').length).toBeGreaterThan(3))
  act(() => void list[0]?.getAudioTracks()[0]?.dispatchEvent(new Event('ended')))
  expect(view.result.current.microphone).toBe('failed')
  await sleep(100)
  expect(view.sent('realtimeInput').at(-1)).toEqual({ audioStreamEnd: true })
})
test('frameRate: 0', async () => {
  const timer = vi.spyOn(window, 'setInterval')
  const view = setupLive({ frameRate: 0 })
  await connect(view)
  await act(() => view.result.current.startVideo('camera'))
  await sleep(1000)
  expect(timer.mock.calls.map(([, ms]) => ms)).not.toContain(Infinity)
  expect(view.sent('realtimeInput').length).toBeLessThan(3)
})
test('hanging up while it connects, in the panel', async () => {
  const { options } = mockGemini({ live: BY_HAND })
  const WebSocket = function () {
    return Object.assign(new EventTarget(), { close() {}, send() {} })
  } as unknown as typeof globalThis.WebSocket
  render(<LivePanel client={createGeminiClient({ ...options, WebSocket })} model="m" microphone={false} />)
  await userEvent.click(screen.getByRole('button', { name: 'Start talking' }))
  await sleep(50)
  expect(screen.queryByRole('button', { name: /End|Cancel/ })).not.toBeNull()
})
