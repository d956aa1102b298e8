import type { GenerationUsage, Part, ToolRequestPart } from '../../model/data.ts'
import type { GenAIError } from '../../model/errors.ts'
import type { DeviceProblem } from './device-problem.ts'
import type { LiveMessage } from './transcript.ts'

/** Where a session stands. `closed`: it was, and has ended; `reconnecting`: what is said waits. */
export type LiveStatus = 'idle' | 'connecting' | 'open' | 'reconnecting' | 'closed' | 'error'
/** `failed`: `problem` says why. */
export type MicrophoneStatus = 'off' | 'starting' | 'on' | 'muted' | 'failed'

/** What can be done about a live session. */
export interface LiveVerbs {
  /** Opens it. In answer to a click or a key, or browsers will let nothing be heard. */
  connect(): Promise<void>
  disconnect(): void
  /** Says something in writing. */
  send(content: string | readonly Part[]): void
  /** Asks for the microphone, and listens. */
  startMicrophone(deviceId?: string): Promise<void>
  stopMicrophone(): void
  /** Listens, and hears nothing; or hears again. */
  mute(isMuted: boolean): void
  /** Shows the camera or the screen, a frame each second. */
  startVideo(kind: 'camera' | 'screen', deviceId?: string): Promise<void>
  stopVideo(): void
  /** Speaks through another device, where the browser can. */
  setSpeaker(deviceId: string): Promise<void>
  /** Cuts the model short. */
  interrupt(): void
  /** Answers a tool. */
  respond(part: ToolRequestPart, output: unknown): void
  /** How loud it is right now, from 0 to 1: for meters, which read it as often as they draw. */
  getLevel(of: 'input' | 'output'): number
}

/** A live session, as it is by now. */
export interface LiveSnapshot extends LiveVerbs {
  readonly status: LiveStatus
  /** What was said, by whom, as words. */
  readonly messages: readonly LiveMessage[]
  /** The model can be heard. */
  readonly isSpeaking: boolean
  readonly microphone: MicrophoneStatus
  /** What is being shown to the model. */
  readonly video: 'camera' | 'screen' | undefined
  /** The same, for a `<video>`. */
  readonly videoStream: MediaStream | undefined
  /** Why a device cannot be used. The session goes on without it. */
  readonly problem: DeviceProblem | undefined
  /** Microphones, cameras and speakers. Their names are known once one of them could be used. */
  readonly devices: readonly MediaDeviceInfo[]
  /** Which of them is used. */
  readonly microphoneId: string | undefined
  /** Tools that wait for their answer: `respond`. */
  readonly toolRequests: readonly ToolRequestPart[]
  /** What it has cost. */
  readonly usage: GenerationUsage | undefined
  /** By which it can be taken up again, also after a reload: `config: { sessionResumption: { handle } }`. */
  readonly handle: string | undefined
  readonly error: GenAIError | undefined
}
