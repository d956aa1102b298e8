import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createGeminiClient } from 'react-genai'
import { mockGemini } from 'react-genai/testing'
import { LivePanel } from 'react-genai/widgets'
import { afterEach, expect, test, vi } from 'vitest'
import { LiveTools } from '../../src/state/live/live-tools.ts'
import { Speaker } from '../../src/state/live/speaker.ts'
import { BY_HAND, connect, setupLive, sleep, voice, watchDevices, words } from './live-view.tsx'

afterEach(() => void vi.restoreAllMocks())

test('a connection lost in the middle of an answer: what is asked in writing next is heard', async () => {
  const start = vi.spyOn(AudioBufferSourceNode.prototype, 'start')
  const view = setupLive()
  await connect(view)
  act(() => {
    view.server.send({ sessionResumptionUpdate: { newHandle: 'h', resumable: true } })
    view.server.send(voice(100))
    view.server.send({ serverContent: { outputTranscription: { text: 'Half an ans' } } })
  })
  await waitFor(() => expect(start).toHaveBeenCalledOnce())
  act(() => view.server.close(1006))
  await waitFor(() => expect(view.sent('setup')).toHaveLength(2))
  await waitFor(() => expect(view.result.current.status).toBe('open'))
  act(() => view.result.current.send('Go on'))
  act(() => {
    view.server.send(voice(500))
    view.server.send({ serverContent: { outputTranscription: { text: 'New answer.' } } })
  })
  await waitFor(() => expect(words(view).some(([, t]) => String(t).includes('New answer.'))).toBe(true))
  expect.soft(words(view)).toEqual([
    ['model', 'Half an ans', expect.any(String)],
    ['user', 'Go on', 'done'],
    ['model', 'New answer.', 'streaming'],
  ])
  expect(start).toHaveBeenCalledTimes(2)
})

test('camera opened without a session is let go with the component', async () => {
  const states = watchDevices()
  const view = setupLive()
  await act(() => view.result.current.startVideo('camera'))
  await act(() => view.result.current.startMicrophone())
  expect(states()).toEqual(['live', 'live'])
  view.unmount()
  await sleep(100)
  expect(states()).toEqual(['ended', 'ended'])
})

test('mute while the permission is asked for', async () => {
  const states = watchDevices()
  const view = setupLive({ microphone: true })
  await act(async () => {
    const c = view.result.current.connect()
    view.result.current.mute(true)
    await c
  })
  await waitFor(() => expect(states()).toHaveLength(1))
  await sleep(300)
  expect([view.result.current.microphone, states()]).toEqual(['muted', ['live muted']])
})

test('muted, and another microphone chosen twice quickly: still muted', async () => {
  const states = watchDevices()
  const view = setupLive({ microphone: true })
  await connect(view)
  await waitFor(() => expect(view.result.current.microphone).toBe('on'))
  act(() => view.result.current.mute(true))
  await act(async () => {
    void view.result.current.startMicrophone()
    await view.result.current.startMicrophone()
  })
  await sleep(200)
  expect([view.result.current.microphone, states().at(-1)]).toEqual(['muted', 'live muted'])
})

test('a sound context that may not begin yet: hanging up lets the microphone go', async () => {
  const states = watchDevices()
  vi.spyOn(AudioContext.prototype, 'resume').mockReturnValue(new Promise(() => undefined))
  const view = setupLive({ microphone: true })
  await connect(view)
  await waitFor(() => expect(states()).toEqual(['live']))
  await sleep(100)
  view.unmount()
  await sleep(300)
  expect(states()).toEqual(['ended'])
})

test('an AudioContext that cannot be made: not stuck', async () => {
  const Real = window.AudioContext
  vi.spyOn(window, 'AudioContext').mockImplementation(function () {
    throw new DOMException('no hardware', 'NotSupportedError')
  })
  const view = setupLive()
  await act(() => view.result.current.connect().catch(() => undefined))
  window.AudioContext = Real
  await sleep(100)
  expect(['open', 'error']).toContain(view.result.current.status)
})

test('a microphone whose AudioContext cannot be made is let go', async () => {
  const states = watchDevices()
  const view = setupLive()
  await connect(view)
  vi.spyOn(window, 'AudioContext').mockImplementation(function () {
    throw new DOMException('no hardware', 'NotSupportedError')
  })
  await act(() => view.result.current.startMicrophone())
  expect([view.result.current.microphone, states()]).toEqual(['failed', ['ended']])
})

test('words that come after the turn is over belong to it', async () => {
  const view = setupLive()
  await connect(view)
  act(() => {
    view.server.send({ serverContent: { inputTranscription: { text: 'Q1' } } })
    view.server.send({ serverContent: { outputTranscription: { text: 'A1 ' } } })
    view.server.send({ serverContent: { turnComplete: true } })
    view.server.send({ serverContent: { outputTranscription: { text: 'end.' } } })
    view.server.send({ serverContent: { inputTranscription: { text: 'Q2' } } })
    view.server.send({ serverContent: { outputTranscription: { text: 'A2' } } })
    view.server.send({ serverContent: { turnComplete: true } })
  })
  await sleep(200)
  expect(words(view).map(([r, t]) => `${r}: ${t}`)).toEqual(['user: Q1', 'model: A1 end.', 'user: Q2', 'model: A2'])
})

test('the person goes on after a quick tool', async () => {
  const view = setupLive({ tools: { clock: { execute: () => 1 } } })
  await connect(view)
  act(() => {
    view.server.send({ serverContent: { inputTranscription: { text: 'What time is ' } } })
    view.server.send({ toolCall: { functionCalls: [{ id: '1', name: 'clock', args: {} }] } })
  })
  await waitFor(() => expect(view.sent('toolResponse')).toHaveLength(1))
  act(() => view.server.send({ serverContent: { inputTranscription: { text: 'it?' } } }))
  await sleep(150)
  expect(words(view).map(([r, t]) => `${r}: ${t}`)).toEqual(['user: What time is it?', 'model: ', 'tool: '])
})

test('speaking, then writing: nothing streams for ever', async () => {
  const view = setupLive()
  await connect(view)
  act(() => view.server.send({ serverContent: { inputTranscription: { text: 'Hel' } } }))
  await waitFor(() => expect(words(view)).toHaveLength(1))
  act(() => view.result.current.send('typed'))
  act(() => {
    view.server.send({ serverContent: { outputTranscription: { text: 'A' } } })
    view.server.send({ serverContent: { turnComplete: true } })
  })
  await sleep(150)
  expect(words(view).map(([, , s]) => s)).toEqual(['done', 'done', 'done'])
})

test('calls without ids (Vertex AI) are all answered', async () => {
  const answers: unknown[] = []
  const tools = new LiveTools({
    tools: () => ({ a: { execute: async () => 'A' }, b: { execute: async () => 'B' } }),
    onAnswer: (_, r) => answers.push(r.name),
  })
  tools.take({
    toolCall: {
      functionCalls: [
        { name: 'a', args: {} },
        { name: 'b', args: {} },
      ],
    },
  })
  await sleep(50)
  expect(answers).toEqual(['a', 'b'])
})

test('the focus stays in the panel when it connects and hangs up', async () => {
  const { options } = mockGemini({ live: BY_HAND })
  render(<LivePanel client={createGeminiClient(options)} model="m" microphone={false} />)
  await userEvent.click(screen.getByRole('button', { name: 'Start talking' }))
  const end = await screen.findByRole('button', { name: 'End' })
  expect.soft(document.activeElement).not.toBe(document.body)
  await userEvent.click(end)
  await screen.findByRole('button', { name: 'Start talking' })
  expect.soft(document.activeElement).not.toBe(document.body)
})

test('a speaker whose context was suspended speaks again when there is something to say', async () => {
  const context = new AudioContext({ sampleRate: 24000 })
  const speaker = new Speaker(() => undefined, context)
  await context.suspend()
  const resume = vi.spyOn(context, 'resume')
  for (let at = 0; at < 50; at++) speaker.play(new Float32Array(24000))
  await sleep(50)
  expect.soft(speaker.queued).toBeLessThan(30)
  expect(resume).toHaveBeenCalled()
  speaker.close()
})

test('mute while the connection is being taken up tells the server', async () => {
  const view = setupLive({ microphone: true })
  await connect(view)
  await waitFor(() => expect(view.result.current.microphone).toBe('on'))
  act(() => view.server.send({ sessionResumptionUpdate: { newHandle: 'h', resumable: true } }))
  await waitFor(() => expect(view.result.current.handle).toBe('h'))
  act(() => view.server.close(1006))
  await waitFor(() => expect(view.result.current.status).toBe('reconnecting'), { interval: 1 })
  act(() => view.result.current.mute(true))
  await waitFor(() => expect(view.result.current.status).toBe('open'))
  await sleep(200)
  expect(view.sent<object>('realtimeInput')).toContainEqual({ audioStreamEnd: true })
})

test('an unfinished wish after the component is gone', async () => {
  const states = watchDevices()
  const view = setupLive({ microphone: true })
  const { connect: later } = view.result.current
  view.unmount()
  await later()
  await sleep(300)
  expect([view.server.openSockets, states()]).toEqual([0, []])
})

test('after interrupt(), a lost connection: the next spoken turn is heard', async () => {
  const start = vi.spyOn(AudioBufferSourceNode.prototype, 'start')
  const view = setupLive()
  await connect(view)
  act(() => {
    view.server.send({ sessionResumptionUpdate: { newHandle: 'h', resumable: true } })
    view.server.send(voice(100))
  })
  await waitFor(() => expect(start).toHaveBeenCalledOnce())
  act(() => view.result.current.interrupt())
  act(() => view.server.close(1006))
  await waitFor(() => expect(view.sent('setup')).toHaveLength(2))
  await waitFor(() => expect(view.result.current.status).toBe('open'))
  act(() => view.server.send(voice(500)))
  await sleep(150)
  expect(start).toHaveBeenCalledTimes(2)
})

test('a problem of the session before is not shown in the next', async () => {
  const spy = vi
    .spyOn(navigator.mediaDevices, 'getUserMedia')
    .mockRejectedValue(new DOMException('No.', 'NotAllowedError'))
  const view = setupLive()
  await connect(view)
  await act(() => view.result.current.startVideo('camera'))
  expect(view.result.current.problem?.device).toBe('camera')
  spy.mockRestore()
  act(() => view.result.current.disconnect())
  await connect(view)
  expect(view.result.current.problem).toBeUndefined()
})

test('startMicrophone() uses the microphone of the options', async () => {
  const spy = vi
    .spyOn(navigator.mediaDevices, 'getUserMedia')
    .mockRejectedValue(new DOMException('No.', 'NotFoundError'))
  const view = setupLive({ microphone: true, microphoneId: 'mine' })
  await connect(view)
  await waitFor(() => expect(view.result.current.microphone).toBe('failed'))
  await act(() => view.result.current.startMicrophone())
  expect(spy.mock.calls.map(([c]) => (c?.audio as MediaTrackConstraints | undefined)?.deviceId)).toEqual([
    { exact: 'mine' },
    { exact: 'mine' },
  ])
})
