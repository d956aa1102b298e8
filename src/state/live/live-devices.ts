import type { DeviceProblem } from './device-problem.ts'
import { problemOf } from './device-problem.ts'
import { openFrames, type FrameSource } from './frames.ts'
import { openMicrophone, type Microphone } from './microphone.ts'
import type { MicrophoneStatus } from './live-state.ts'

/** What the devices are for, and who is told of them. */
export interface LiveDeviceOptions {
  worklet(): string | URL | undefined
  frameRate(): number | undefined
  onSamples(samples: Float32Array): void
  onFrame(data: string): void
  /** Something is on, off, muted, gone, or cannot be had. */
  onChange(): void
}

/** The microphone, and what is shown: opened when somebody asks, closed when nobody does. */
export class LiveDevices {
  readonly #options: LiveDeviceOptions
  #microphone: Microphone | undefined
  #frames: FrameSource | undefined
  /** The newest wish. A permission that comes later than the next wish is not made use of. */
  #wishes = { microphone: 0, video: 0 }
  status: MicrophoneStatus = 'off'
  video: 'camera' | 'screen' | undefined
  problem: DeviceProblem | undefined
  devices: readonly MediaDeviceInfo[] = []
  #isWatching = false

  constructor(options: LiveDeviceOptions) {
    this.#options = options
  }

  get level(): number {
    return this.#microphone?.level ?? 0
  }

  get microphoneId(): string | undefined {
    return this.#microphone?.deviceId
  }

  get stream(): MediaStream | undefined {
    return this.#frames?.stream
  }

  async startMicrophone(deviceId: string | undefined): Promise<void> {
    const wish = ++this.#wishes.microphone
    const wasMuted = this.status === 'muted'
    this.#microphone?.close()
    this.#microphone = undefined
    this.#set('starting')
    try {
      const opened = await openMicrophone({
        deviceId,
        worklet: this.#options.worklet(),
        onSamples: (samples) => this.#options.onSamples(samples),
        onEnded: () => this.#lose(new DOMException('The microphone is gone.', 'NotFoundError')),
      })
      if (wish !== this.#wishes.microphone) return opened.close()
      this.#microphone = opened
      opened.mute(wasMuted)
      if (this.problem?.device === 'microphone') this.problem = undefined
      this.#set(wasMuted ? 'muted' : 'on')
      await this.#list()
    } catch (cause) {
      if (wish === this.#wishes.microphone) this.#lose(cause)
    }
  }

  stopMicrophone(): void {
    this.#wishes.microphone++
    this.#microphone?.close()
    this.#microphone = undefined
    if (this.status !== 'off') this.#set('off')
  }

  mute(isMuted: boolean): void {
    if (!this.#microphone) return
    this.#microphone.mute(isMuted)
    this.#set(isMuted ? 'muted' : 'on')
  }

  async startVideo(kind: 'camera' | 'screen', deviceId: string | undefined): Promise<void> {
    this.stopVideo()
    const wish = ++this.#wishes.video
    try {
      const opened = await openFrames(kind, {
        deviceId,
        frameRate: this.#options.frameRate(),
        onFrame: (data) => this.#options.onFrame(data),
        onEnded: () => this.stopVideo(),
      })
      if (wish !== this.#wishes.video) return opened.close()
      this.#frames = opened
      this.video = kind
      if (this.problem?.device === kind) this.problem = undefined
      await this.#list()
    } catch (cause) {
      if (wish === this.#wishes.video) this.problem = problemOf(kind, cause)
    }
    this.#options.onChange()
  }

  stopVideo(): void {
    this.#wishes.video++
    this.#frames?.close()
    if (!this.#frames) return
    this.#frames = this.video = undefined
    this.#options.onChange()
  }

  close(): void {
    this.stopMicrophone()
    this.stopVideo()
    if (this.#isWatching) navigator.mediaDevices.removeEventListener('devicechange', this.#relist)
    this.#isWatching = false
  }

  /** Names are told only to pages that were let in. */
  readonly #relist = (): void => void this.#list()

  async #list(): Promise<void> {
    if (!this.#isWatching) navigator.mediaDevices.addEventListener('devicechange', this.#relist)
    this.#isWatching = true
    this.devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
    this.#options.onChange()
  }

  #lose(cause: unknown): void {
    this.#microphone?.close()
    this.#microphone = undefined
    this.problem = problemOf('microphone', cause)
    this.#set('failed')
  }

  #set(status: MicrophoneStatus): void {
    this.status = status
    this.#options.onChange()
  }
}
