import { mediaDevices } from './device-problem.ts'
import { createResampler } from './resampler.ts'
import { loudness } from './pcm.ts'
import { workletUrl } from './worklet.ts'

/** What Gemini listens to. */
export const INPUT_RATE = 16_000

export interface MicrophoneOptions {
  deviceId?: string | undefined
  /** Where `react-genai/worklet.js` is, for pages whose Content-Security-Policy forbids what they make themselves. */
  worklet?: string | URL | undefined
  /** Some milliseconds of sound, at 16,000 Hz. */
  onSamples: (samples: Float32Array) => void
  /** It was pulled out, or taken away. */
  onEnded: () => void
  /** Nobody wants it any more. */
  signal: AbortSignal
}

/** A microphone that is open. */
export interface Microphone {
  readonly deviceId: string | undefined
  /** How loud it is, from 0 to 1. */
  readonly level: number
  /** Hears nothing while it is muted; the browser's own sign for it goes out. */
  mute(isMuted: boolean): void
  close(): void
}

/** What hears, beside the page; or, where that cannot be loaded, or no policy lets it in, within it. */
async function makeRecorder(
  context: AudioContext,
  worklet: string | URL | undefined,
  onSamples: (samples: Float32Array) => void,
): Promise<AudioNode> {
  try {
    await context.audioWorklet.addModule(worklet ?? workletUrl())
    const node = new AudioWorkletNode(context, 'react-genai-recorder', { numberOfOutputs: 1, channelCount: 1 })
    node.port.addEventListener('message', ({ data }: MessageEvent<Float32Array>) => onSamples(data))
    node.port.start()
    return node
  } catch (error) {
    if (context.state === 'closed') throw error
    const node = context.createScriptProcessor(1024, 1, 1)
    node.addEventListener('audioprocess', ({ inputBuffer }) => onSamples(inputBuffer.getChannelData(0).slice()))
    return node
  }
}

/** Opens a microphone; the person is asked. Throws what the browser says when it cannot be had, or the signal. */
export async function openMicrophone(options: MicrophoneOptions): Promise<Microphone> {
  const { deviceId, worklet, onSamples, onEnded, signal } = options
  const stream = await mediaDevices().getUserMedia({
    audio: {
      // What comes out of the speakers must not be taken for a person.
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      channelCount: 1,
      ...(deviceId && { deviceId: { exact: deviceId } }),
    },
  })
  const [track] = stream.getAudioTracks()
  let context: AudioContext | undefined
  let level = 0
  let isClosed = false
  const close = (): void => {
    isClosed = true
    track?.removeEventListener('ended', onEnded)
    for (const each of stream.getTracks()) each.stop()
    if (context && context.state !== 'closed') void context.close()
  }
  signal.addEventListener('abort', close)
  try {
    signal.throwIfAborted()
    context = new AudioContext()
    // It may have to wait for a gesture; then it hears from then on.
    void context.resume().catch(() => undefined)
    const resample = createResampler(context.sampleRate, INPUT_RATE)
    const recorder = await makeRecorder(context, worklet, (samples) => {
      if (isClosed || track?.enabled === false) return
      level = loudness(samples)
      onSamples(resample(samples))
    })
    signal.throwIfAborted()
    context.createMediaStreamSource(stream).connect(recorder)
    // Nothing runs that leads nowhere. It is silent: the recorder puts nothing out.
    recorder.connect(context.destination)
  } catch (error) {
    close()
    throw error
  }
  track?.addEventListener('ended', onEnded)
  return {
    deviceId: track?.getSettings().deviceId,
    get level() {
      return track?.enabled === false ? 0 : level
    },
    mute: (isMuted) => {
      if (track) track.enabled = !isMuted
    },
    close,
  }
}
