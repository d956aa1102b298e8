import { act, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { connect, setupLive, voice, words } from './live-view.tsx'

afterEach(() => void vi.restoreAllMocks())

test('the setup asks for voices, words and a session that outlives its connection', async () => {
  const view = setupLive()
  await connect(view)
  expect(view.sent('setup')).toEqual([
    {
      model: 'models/m',
      generationConfig: { responseModalities: ['AUDIO'] },
      sessionResumption: {},
      inputAudioTranscription: {},
      outputAudioTranscription: {},
    },
  ])
})

test('what is heard and said comes as messages, in their order', async () => {
  const view = setupLive()
  await connect(view)
  act(() => {
    view.server.send({ serverContent: { inputTranscription: { text: 'What is ' } } })
    view.server.send({ serverContent: { outputTranscription: { text: 'It is ' } } })
    // What was heard is understood a little later.
    view.server.send({ serverContent: { inputTranscription: { text: 'the time?' } } })
    view.server.send({ serverContent: { outputTranscription: { text: 'noon.' } } })
  })
  await waitFor(() =>
    expect(words(view)).toEqual([
      ['user', 'What is the time?', 'streaming'],
      ['model', 'It is noon.', 'streaming'],
    ]),
  )
  act(() => view.server.send({ serverContent: { turnComplete: true }, usageMetadata: { promptTokenCount: 3 } }))
  await waitFor(() => expect(view.result.current.usage).toEqual({ inputTokens: 3 }))
  act(() => view.server.send({ serverContent: { inputTranscription: { text: 'Thanks' } } }))
  await waitFor(() => expect(words(view).at(-1)).toEqual(['user', 'Thanks', 'streaming']))
  expect(words(view)).toHaveLength(3)
})

test('the microphone is heard as 16 kHz PCM, muted it is silent, and the server is told', async () => {
  const view = setupLive({ microphone: true })
  await connect(view)
  await waitFor(() => expect(view.result.current.microphone).toBe('on'))
  const pieces = () => view.sent<{ audio?: { mimeType: string; data: string } }>('realtimeInput')
  await waitFor(() => expect(pieces().length).toBeGreaterThan(10))
  const bytes = pieces().reduce((sum, { audio }) => sum + atob(audio?.data ?? '').length, 0)
  expect(pieces()[0]?.audio?.mimeType).toBe('audio/pcm;rate=16000')
  expect(bytes).toBeGreaterThan(3_000)
  await waitFor(() => expect(view.result.current.devices.some(({ kind }) => kind === 'audioinput')).toBe(true))
  act(() => view.result.current.mute(true))
  expect(view.result.current.microphone).toBe('muted')
  const count = pieces().length
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(view.sent<object>('realtimeInput').slice(count - 1)).toContainEqual({ audioStreamEnd: true })
  expect(pieces().length - count).toBeLessThan(3)
})

test('voices are played without a gap, and cut off at once', async () => {
  const starts: [at: number, duration: number][] = []
  const stops: number[] = []
  const { start, stop } = AudioBufferSourceNode.prototype
  vi.spyOn(AudioBufferSourceNode.prototype, 'start').mockImplementation(function (this: AudioBufferSourceNode, at = 0) {
    starts.push([at, this.buffer?.duration ?? 0])
    start.call(this, at)
  })
  vi.spyOn(AudioBufferSourceNode.prototype, 'stop').mockImplementation(function (this: AudioBufferSourceNode, at = 0) {
    stops.push(at - this.context.currentTime)
    stop.call(this, at)
  })
  const view = setupLive()
  await connect(view)
  act(() => {
    for (let at = 0; at < 10; at++) view.server.send(voice(333))
  })
  await waitFor(() => expect(starts).toHaveLength(10))
  await waitFor(() => expect(view.result.current.isSpeaking).toBe(true))
  for (const [at, [begin]] of starts.entries()) expect(begin - (starts[0]?.[0] ?? 0)).toBeCloseTo((at * 333) / 1000, 4)
  act(() => view.server.send({ serverContent: { interrupted: true } }))
  await waitFor(() => expect(stops.length).toBeGreaterThan(5))
  expect(Math.max(...stops)).toBeLessThan(0.1)
  await waitFor(() => expect(view.result.current.isSpeaking).toBe(false))
})

test('cut short by the person, the rest of that turn is not played; the next one is', async () => {
  const start = vi.spyOn(AudioBufferSourceNode.prototype, 'start')
  const view = setupLive()
  await connect(view)
  act(() => view.server.send(voice(500)))
  await waitFor(() => expect(start).toHaveBeenCalledOnce())
  act(() => view.result.current.interrupt())
  act(() => {
    view.server.send(voice(500))
    view.server.send({ serverContent: { turnComplete: true } })
    view.server.send(voice(500))
  })
  await waitFor(() => expect(start).toHaveBeenCalledTimes(2))
})

test('writing needs no microphone, and one that is refused is told of', async () => {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('No.', 'NotAllowedError'))
  const view = setupLive({ microphone: true }, {})
  await connect(view)
  await waitFor(() => expect(view.result.current.microphone).toBe('failed'))
  expect(view.result.current.problem).toMatchObject({ device: 'microphone', reason: 'refused' })
  act(() => view.result.current.send('Hello there'))
  await waitFor(() =>
    expect(words(view)).toEqual([
      ['user', 'Hello there', 'done'],
      ['model', 'You said: Hello there', 'done'],
    ]),
  )
})

test('tools are answered; one that is withdrawn is not', async () => {
  const execute = vi.fn((input: unknown, { signal }: { signal: AbortSignal }) =>
    (input as { slow?: boolean }).slow
      ? new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(new Error('left'))))
      : 'noon',
  )
  const view = setupLive({ tools: { clock: { execute } } })
  await connect(view)
  act(() => {
    view.server.send({ toolCall: { functionCalls: [{ id: '1', name: 'clock', args: { slow: true } }] } })
    view.server.send({ toolCallCancellation: { ids: ['1'] } })
    view.server.send({
      toolCall: {
        functionCalls: [
          { id: '2', name: 'clock', args: {} },
          { id: '3', name: 'door', args: {} },
        ],
      },
    })
  })
  await waitFor(() =>
    expect(view.sent('toolResponse')).toEqual([
      { functionResponses: [{ id: '2', name: 'clock', response: { result: 'noon' } }] },
    ]),
  )
  await waitFor(() => expect(view.result.current.toolRequests).toHaveLength(1))
  const [door] = view.result.current.toolRequests
  act(() => door && view.result.current.respond(door, { open: true }))
  await waitFor(() => expect(view.sent('toolResponse')).toHaveLength(2))
  expect(view.result.current.toolRequests).toEqual([])
})

test('the camera is shown, a frame at a time, until it is not', async () => {
  const view = setupLive({ frameRate: 10 })
  await connect(view)
  await act(() => view.result.current.startVideo('camera'))
  expect(view.result.current).toMatchObject({ video: 'camera', videoStream: expect.any(MediaStream) })
  const frames = () => view.sent<{ video?: { mimeType: string } }>('realtimeInput').filter(({ video }) => video)
  await waitFor(() => expect(frames().length).toBeGreaterThan(2))
  expect(frames()[0]?.video?.mimeType).toBe('image/jpeg')
  act(() => view.result.current.stopVideo())
  expect(view.result.current.video).toBeUndefined()
})

test('a connection that is lost is taken up with its handle', async () => {
  const view = setupLive()
  await connect(view)
  act(() => view.server.send({ sessionResumptionUpdate: { newHandle: 'h', resumable: true } }))
  await waitFor(() => expect(view.result.current.handle).toBe('h'))
  act(() => view.server.close(1006))
  await waitFor(() => expect(view.sent('setup')).toHaveLength(2))
  expect(view.sent('setup')[1]).toMatchObject({ sessionResumption: { handle: 'h' } })
  await waitFor(() => expect(view.result.current.status).toBe('open'))
})

test('one that cannot be taken up says why, and everything is let go', async () => {
  const onError = vi.fn()
  const view = setupLive({ microphone: true, onError })
  await connect(view)
  await waitFor(() => expect(view.result.current.microphone).toBe('on'))
  act(() => view.server.close(1008, 'No more.'))
  await waitFor(() => expect(view.result.current.status).toBe('error'))
  expect(view.result.current.error?.message).toContain('No more.')
  expect(view.result.current.microphone).toBe('off')
  expect(onError).toHaveBeenCalledOnce()
})

test('leaving the component leaves no socket, no microphone and no sound', async () => {
  const open = vi.spyOn(navigator.mediaDevices, 'getUserMedia')
  const view = setupLive({ microphone: true })
  await connect(view)
  await waitFor(() => expect(view.result.current.microphone).toBe('on'))
  const streams = await Promise.all(open.mock.results.map(({ value }) => value as Promise<MediaStream>))
  view.unmount()
  await waitFor(() => expect(view.server.openSockets).toBe(0))
  expect(streams.flatMap((stream) => stream.getTracks().map(({ readyState }) => readyState))).toEqual(['ended'])
})
