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
  /** The microphone was there, and was taken away. */
  onLost(): void
}

/** The microphone, and what is shown: opened when somebody asks, closed when nobody does. */
export class LiveDevices {
  readonly #options: LiveDeviceOptions
  #microphone: Microphone | undefined
  #frames: FrameSource | undefined
  /** The newest wish. A permission that comes later than the next wish is not made use of. */
  #wish = new AbortController()
  #videoWish = 0
  /** Whatever device it is: who has muted is not heard. */
  #isMuted = false
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
    this.#drop()
    const { signal } = this.#wish
    if (this.problem?.device === 'microphone') this.problem = undefined
    this.#set('starting')
    try {
      const opened = await openMicrophone({
        deviceId,
        worklet: this.#options.worklet(),
        onSamples: (samples) => this.#options.onSamples(samples),
        onEnded: () => {
          this.#lose(new DOMException('The microphone is gone.', 'NotFoundError'))
          this.#options.onLost()
        },
        signal,
      })
      if (signal.aborted) return
      this.#microphone = opened
      opened.mute(this.#isMuted)
      this.#set(this.#isMuted ? 'muted' : 'on')
      await this.#list()
    } catch (cause) {
      if (!signal.aborted) this.#lose(cause)
    }
  }

  stopMicrophone(): void {
    this.#drop()
    this.#isMuted = false
    if (this.status !== 'off') this.#set('off')
  }

  mute(isMuted: boolean): void {
    this.#isMuted = isMuted
    this.#microphone?.mute(isMuted)
    if (this.#microphone) this.#set(isMuted ? 'muted' : 'on')
  }

  async startVideo(kind: 'camera' | 'screen', deviceId: string | undefined): Promise<void> {
    this.stopVideo()
    const wish = ++this.#videoWish
    if (this.problem?.device === kind) this.problem = undefined
    try {
      const opened = await openFrames(kind, {
        deviceId,
        frameRate: this.#options.frameRate(),
        onFrame: (data) => this.#options.onFrame(data),
        onEnded: () => this.stopVideo(),
      })
      if (wish !== this.#videoWish) return opened.close()
      this.#frames = opened
      this.video = kind
      await this.#list()
    } catch (cause) {
      const found = problemOf(kind, cause)
      // Who closes the choice of screens has only thought better of it.
      const isChoice = kind === 'screen' && found.reason === 'refused'
      if (wish === this.#videoWish && !isChoice) this.problem = found
    }
    this.#options.onChange()
  }

  stopVideo(): void {
    this.#videoWish++
    this.#frames?.close()
    if (!this.#frames) return
    this.#frames = this.video = undefined
    this.#options.onChange()
  }

  close(): void {
    this.problem = undefined
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

  #drop(): void {
    this.#wish.abort()
    this.#wish = new AbortController()
    this.#microphone?.close()
    this.#microphone = undefined
  }

  #lose(cause: unknown): void {
    this.#drop()
    this.problem = problemOf('microphone', cause)
    this.#set('failed')
  }

  #set(status: MicrophoneStatus): void {
    this.status = status
    this.#options.onChange()
  }
}
