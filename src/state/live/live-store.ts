import type { Live } from '../../client/gemini/live.ts'
import type { LiveSession } from '../../client/gemini/live-session.ts'
import { safely } from '../../client/safely.ts'
import { toUsage } from '../../model/gemini-parts.ts'
import { toGeminiContents } from '../../model/to-gemini.ts'
import type { GenerationUsage, LiveServerMessage, Part } from '../../model/data.ts'
import { GenAIError, toGenAIError } from '../../model/errors.ts'
import { Store } from '../store.ts'
import { LiveDevices } from './live-devices.ts'
import { withDefaults, type LiveStoreOptions } from './live-options.ts'
import type { LiveSnapshot, LiveStatus, LiveVerbs } from './live-state.ts'
import { LiveTools } from './live-tools.ts'
import { CROWDED, KeptSound } from './kept-sound.ts'
import { fromPcm } from './pcm.ts'
import { listOf } from './list-of.ts'
import { Speaker } from './speaker.ts'
import { isSound, Transcript } from './transcript.ts'

const rateOf = (mimeType = ''): number | undefined => Number(/rate=(\d+)/.exec(mimeType)?.[1]) || undefined

/** One live session at a time: what it hears, says and shows. No React: `useLive` only subscribes. */
export class LiveStore {
  readonly #store: Store<LiveSnapshot>
  readonly #verbs: LiveVerbs
  readonly #devices: LiveDevices
  #live: Pick<Live, 'connect'>
  #options: LiveStoreOptions
  #tools: LiveTools
  #transcript = new Transcript()
  #session: LiveSession | undefined
  #speaker: Speaker | undefined
  #life: AbortController | undefined
  #status: LiveStatus = 'idle'
  #error: GenAIError | undefined
  #usage: GenerationUsage | undefined
  #isSpeaking = false
  /** The model was cut short here: what it still says of that turn is not played. */
  #isDeaf = false
  /** There is more to come of this turn. */
  #isAnswering = false
  readonly #sound = new KeptSound()
  #isLeft = false

  constructor(live: Pick<Live, 'connect'>, options: LiveStoreOptions) {
    this.#live = live
    this.#options = options
    this.#devices = new LiveDevices({
      worklet: () => this.#options.worklet,
      frameRate: () => this.#options.frameRate,
      onSamples: (samples) => this.#session && this.#sound.say(samples, this.#session),
      onFrame: (data) => this.#show(data),
      onChange: () => this.#publish(),
      onLost: () => this.#sound.end(this.#session),
    })
    this.#tools = new LiveTools({
      tools: () => this.#options.tools,
      onAnswer: (part, response) => {
        this.#transcript.answer(part)
        this.#session?.sendToolResponse({ functionResponses: [response] })
        this.#publish()
      },
    })
    this.#verbs = {
      connect: this.connect,
      disconnect: this.disconnect,
      send: this.send,
      startMicrophone: async (id = this.#options.microphoneId) =>
        this.#isLeft ? undefined : this.#devices.startMicrophone(id),
      stopMicrophone: () => {
        this.#devices.stopMicrophone()
        this.#sound.end(this.#session)
      },
      mute: (isMuted) => {
        this.#devices.mute(isMuted)
        if (isMuted) this.#sound.end(this.#session)
      },
      startVideo: async (kind, id) => (this.#isLeft ? undefined : this.#devices.startVideo(kind, id)),
      stopVideo: () => this.#devices.stopVideo(),
      setSpeaker: async (id) => this.#speaker?.setDevice(id),
      interrupt: () => this.#cutShort(),
      respond: (part, output) => this.#tools.respond(part, output),
      getLevel: (of) => (of === 'input' ? this.#devices.level : (this.#speaker?.level ?? 0)),
    }
    this.#store = new Store(this.#snapshot())
  }

  readonly getSnapshot = (): LiveSnapshot => this.#store.getSnapshot()
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener)
  readonly setOptions = (options: LiveStoreOptions): void => {
    this.#options = options
  }

  /** Somebody looks. Returns how to say that nobody does: whatever was open is closed then. */
  readonly attach = (): (() => void) => {
    this.#isLeft = false
    return () => {
      this.#isLeft = true
      this.disconnect()
    }
  }

  /** With whom: another client counts for the next session. */
  readonly setLive = (live: Pick<Live, 'connect'>): void => {
    this.#live = live
  }

  readonly connect = async (): Promise<void> => {
    if (this.#life || this.#isLeft) return
    const life = (this.#life = new AbortController())
    const isOver = (): boolean => this.#life !== life
    const { model, config, microphone = true, microphoneId } = this.#options
    this.#transcript = new Transcript()
    this.#usage = undefined
    this.#set('connecting')
    try {
      // Both belong to the click that asked for this.
      if (typeof AudioContext !== 'undefined') this.#speaker = new Speaker((isSpeaking) => this.#speak(isSpeaking))
      if (microphone) void this.#devices.startMicrophone(microphoneId)
      const session = await this.#live.connect(
        {
          model,
          config: withDefaults(config),
          callbacks: {
            onmessage: (message) => !isOver() && this.#take(message),
            onstate: (state) => !isOver() && state !== 'closed' && this.#moved(state),
            onerror: (error) => !isOver() && this.#session?.state === 'closed' && this.#fail(error),
            onclose: () => !isOver() && this.#end(this.#error ? 'error' : 'closed'),
          },
        },
        { signal: life.signal },
      )
      if (isOver()) return session.close()
      this.#session = session
      this.#set('open')
    } catch (cause) {
      if (isOver()) return
      this.#fail(toGenAIError(cause))
      this.#end('error')
    }
  }

  readonly disconnect = (): void => (this.#life ? this.#end('closed') : this.#devices.close())

  readonly send = (content: string | readonly Part[]): void => {
    if (!this.#session || this.#session.state === 'closed')
      throw new GenAIError('invalid', 'There is no live session, so nobody would hear this. Call `connect` first.')
    const parts = typeof content === 'string' ? [{ text: content }] : content
    this.#transcript.say(parts)
    this.#cutShort()
    const { contents } = toGeminiContents([{ role: 'user', content: [...parts] }])
    this.#session.sendClientContent({ turns: contents })
    this.#publish()
  }

  #take(message: LiveServerMessage): void {
    const { serverContent, usageMetadata } = message
    const { interrupted, turnComplete, modelTurn } = serverContent ?? {}
    if (interrupted) this.#speaker?.stop()
    else if (!this.#isDeaf)
      for (const part of listOf(modelTurn?.parts))
        if (isSound(part) && typeof part.inlineData?.data === 'string')
          this.#speaker?.play(fromPcm(part.inlineData.data), rateOf(part.inlineData.mimeType))
    this.#isAnswering = !interrupted && !turnComplete && (this.#isAnswering || modelTurn !== undefined)
    if (!this.#isAnswering) this.#isDeaf = false
    if (usageMetadata) this.#usage = toUsage(usageMetadata)
    this.#transcript.take(message)
    this.#tools.take(message)
    this.#store.setSoon(() => this.#snapshot())
    safely(() => this.#options.onMessage?.(message))
  }

  /** Another connection knows what was said, and nothing of the turn that was not finished. */
  #moved(state: 'open' | 'reconnecting'): void {
    if (state === 'open' && this.#status === 'reconnecting') {
      this.#isAnswering = this.#isDeaf = false
      this.#transcript.end('interrupted')
      if (this.#session) this.#sound.flush(this.#session)
    }
    this.#set(state)
  }

  #show(data: string): void {
    const session = this.#session
    // A frame that is late is of no use, and would be in the way of what is said.
    if (session?.state !== 'open' || session.bufferedAmount > CROWDED) return
    session.sendRealtimeInput({ video: { data, mimeType: 'image/jpeg' } })
  }

  #cutShort(): void {
    this.#isDeaf = this.#isAnswering
    this.#speaker?.stop()
  }

  #speak(isSpeaking: boolean): void {
    this.#isSpeaking = isSpeaking
    this.#publish()
  }

  #fail(error: GenAIError): void {
    this.#error = error
    safely(() => this.#options.onError?.(error))
  }

  #end(status: 'closed' | 'error'): void {
    const [session, life, speaker] = [this.#session, this.#life, this.#speaker]
    this.#life = this.#speaker = undefined
    this.#tools.clear()
    this.#devices.close()
    speaker?.close()
    session?.close()
    life?.abort()
    this.#transcript.end()
    this.#isSpeaking = this.#isDeaf = this.#isAnswering = false
    this.#sound.clear()
    this.#set(status)
    safely(() => this.#options.onClose?.())
  }

  #set(status: LiveStatus): void {
    this.#status = status
    if (status !== 'error' && status !== 'closed') this.#error = undefined
    this.#publish()
  }

  #publish(): void {
    // Devices speak up before there is a store.
    this.#store?.set(this.#snapshot())
  }

  #snapshot(): LiveSnapshot {
    const { status: microphone, video, stream: videoStream, problem, devices, microphoneId } = this.#devices
    return {
      ...this.#verbs,
      status: this.#status,
      messages: this.#transcript.messages,
      isSpeaking: this.#isSpeaking,
      microphone,
      video,
      videoStream,
      problem,
      devices,
      microphoneId,
      toolRequests: this.#tools.waiting,
      usage: this.#usage,
      handle: this.#session?.handle,
      error: this.#error,
    }
  }
}
