import type { InteractionStream } from '../client/gemini/interaction-stream.ts'
import type { Interactions } from '../client/gemini/interactions.ts'
import { safely } from '../client/safely.ts'
import type { Interaction, InteractionEvent, InteractionParameters, InteractionStep } from '../model/data.ts'
import { GenAIError, toGenAIError } from '../model/errors.ts'
import { InteractionMemory, type KeptInteraction } from './interaction-memory.ts'
import {
  answerTools,
  paramsBehind,
  type InteractionStoreOptions,
  type InteractionToolResult,
} from './interaction-options.ts'
import {
  failureOf,
  makeInteractionSnapshot,
  phaseOf,
  type InteractionPhase,
  type InteractionSnapshot,
  type InteractionVerbs,
} from './interaction-state.ts'
import { Store } from './store.ts'
import { takeUp } from './take-up-interaction.ts'

interface Run {
  params: InteractionParameters | undefined
  readonly isBackground: boolean
  readonly abort: AbortController
  /** Asked for before the server had said what it is called. */
  isCancelled?: boolean
}

/** One interaction at a time, and where it stands. No React: `useInteraction` only subscribes. */
export class InteractionStore {
  readonly #store: Store<InteractionSnapshot>
  readonly #verbs: InteractionVerbs
  readonly #interactions: Interactions
  readonly #memory: InteractionMemory | undefined
  #options: InteractionStoreOptions
  #run: Run | undefined
  #status: InteractionPhase = 'idle'
  #interaction: Interaction | undefined
  #before: readonly InteractionStep[] = []
  #lastEventId: string | undefined
  #error: GenAIError | undefined

  constructor(interactions: Interactions, options: InteractionStoreOptions = {}) {
    this.#interactions = interactions
    this.#options = options
    const { start, resume, respond, stop, cancel, reset } = this
    this.#verbs = { start, resume, respond, stop, cancel, reset }
    this.#store = new Store(this.#snapshot())
    const storage = options.storage ?? (typeof localStorage === 'undefined' ? undefined : localStorage)
    if (options.storageKey !== undefined && storage) this.#memory = new InteractionMemory(options.storageKey, storage)
  }

  readonly getSnapshot = (): InteractionSnapshot => this.#store.getSnapshot()
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener)
  readonly setOptions = (options: InteractionStoreOptions): void => {
    this.#options = options
  }

  readonly start = (params: InteractionParameters): void => {
    const before = this.#interaction
    const goesOn = before?.id !== undefined && params.previous_interaction_id === before.id
    this.#before = goesOn ? [...this.#before, ...(before?.steps ?? [])] : []
    this.#interaction = this.#lastEventId = undefined
    this.#memory?.clear()
    const run = this.#begin(params, params.background === true)
    void this.#listen(run, () =>
      this.#interactions.create(
        { ...params, stream: true },
        { signal: run.isBackground ? undefined : run.abort.signal },
      ),
    )
  }

  readonly resume = (id = this.#interaction?.id): void => {
    if (id === undefined)
      throw new GenAIError('invalid', 'There is no interaction to take up. Start one, or give its id.')
    const isKnown = id === this.#interaction?.id
    if (!isKnown) {
      this.#before = []
      this.#interaction = this.#lastEventId = undefined
    }
    const run = this.#begin(this.#run?.params, this.#run?.isBackground ?? true)
    const known = { lastEventId: this.#lastEventId, interaction: this.#interaction }
    void this.#listen(run, () => takeUp(this.#interactions, id, known, run.abort.signal))
  }

  readonly respond = (results: readonly InteractionToolResult[]): void => {
    const { id } = this.#interaction ?? {}
    if (this.#status !== 'interrupted' || id === undefined)
      throw new GenAIError('invalid', 'No tool of this interaction waits for an answer. Nothing was sent.')
    this.start(paramsBehind(this.#run?.params, this.#interaction ?? { steps: [] }, results))
  }

  readonly stop = (): void => {
    if (!this.#isFetching) return
    this.#run?.abort.abort()
    this.#set('stopped')
  }

  readonly cancel = async (): Promise<void> => {
    const run = this.#run
    if (!run || !(this.#isFetching || this.#status === 'stopped')) return
    const { id } = this.#interaction ?? {}
    if (!run.isBackground) {
      // The server writes for this connection, and for nobody else.
      run.abort.abort()
      return this.#set('cancelled')
    }
    if (id === undefined) {
      run.isCancelled = true
      return
    }
    const found = await this.#interactions.cancel(id)
    if (this.#run !== run) return
    run.abort.abort()
    this.#interaction = { ...this.#interaction, ...found, steps: this.#interaction?.steps ?? found.steps }
    this.#set('cancelled')
  }

  readonly reset = (): void => {
    this.#run?.abort.abort()
    this.#run = this.#interaction = this.#lastEventId = undefined
    this.#before = []
    this.#memory?.clear()
    this.#set('idle')
  }

  /** Somebody looks: what was left behind is taken up. Returns how to say that nobody does. */
  readonly attach = (): (() => void) => {
    const kept = this.#status === 'idle' ? this.#memory?.read() : undefined
    if (kept) this.#restore(kept)
    else if (this.#isLeft) this.resume()
    this.#isLeft = false
    return () => {
      if (!this.#isFetching) return
      this.#isLeft = this.#interaction?.id !== undefined
      this.stop()
    }
  }

  #isLeft = false

  get #isFetching(): boolean {
    return this.#status === 'pending' || this.#status === 'streaming'
  }

  #restore({ id, background, lastEventId, interaction }: KeptInteraction): void {
    this.#interaction = interaction ?? { id, steps: [] }
    this.#lastEventId = interaction && lastEventId
    this.#run = { params: undefined, isBackground: background, abort: new AbortController() }
    const phase = interaction && phaseOf(interaction)
    if (phase) this.#settle(phase)
    else this.resume(id)
  }

  #begin(params: InteractionParameters | undefined, isBackground: boolean): Run {
    this.#run?.abort.abort()
    this.#run = { params, isBackground, abort: new AbortController() }
    this.#set('pending')
    return this.#run
  }

  async #listen(run: Run, open: () => Promise<InteractionStream>): Promise<void> {
    const isOver = (): boolean => this.#run !== run || run.abort.signal.aborted
    let stream: InteractionStream | undefined
    try {
      stream = await open()
      for await (const event of stream) {
        // Leaving the loop closes the connection; the server goes on with what it does in the background.
        if (isOver() && !run.isCancelled) return this.#note(run, stream)
        this.#take(run, stream, event)
      }
      if (isOver()) return
      this.#settle(phaseOf(stream.interaction) ?? 'done')
    } catch (cause) {
      if (isOver()) return
      this.#fail(toGenAIError(cause))
    }
  }

  /** Left before it had a name: with it, it can be taken up again. */
  #note(run: Run, stream: InteractionStream): void {
    if (this.#run !== run || this.#interaction?.id !== undefined) return
    this.#interaction = stream.interaction
    this.#lastEventId = stream.lastEventId
    this.#keep(false)
    this.#set(this.#status)
  }

  #take(run: Run, stream: InteractionStream, event: InteractionEvent): void {
    this.#interaction = stream.interaction
    this.#lastEventId = stream.lastEventId
    const { id } = stream.interaction
    if (id !== undefined && run.isCancelled) {
      run.isCancelled = false
      void this.cancel().catch((error: unknown) => this.#fail(toGenAIError(error)))
      return
    }
    const isNew = this.#status === 'pending'
    if (isNew) this.#set('streaming')
    else this.#store.setSoon(() => this.#snapshot())
    this.#keep(!isNew)
    safely(() => this.#options.onEvent?.(event))
  }

  #settle(phase: InteractionPhase): void {
    if (phase === 'error') return this.#fail(failureOf(this.#interaction ?? { steps: [] }))
    this.#set(phase)
    this.#keep(false)
    const interaction = this.#interaction
    if (phase === 'done' && interaction) safely(() => this.#options.onSuccess?.(interaction))
    if (phase === 'interrupted') void this.#runTools()
  }

  /** Answers by itself when every tool that waits can be run here. */
  async #runTools(): Promise<void> {
    const run = this.#run
    if (!run) return
    const results = await answerTools(this.getSnapshot().toolRequests, this.#options.tools, run.abort.signal)
    if (results && this.#run === run && this.#status === 'interrupted') this.respond(results)
  }

  #fail(error: GenAIError): void {
    this.#set('error', error)
    this.#keep(false)
    safely(() => this.#options.onError?.(error))
  }

  #keep(isGrowth: boolean): void {
    const { id } = this.#interaction ?? {}
    if (id === undefined) return
    const kept = { id, background: this.#run?.isBackground ?? true, lastEventId: this.#lastEventId }
    this.#memory?.write({ ...kept, interaction: this.#interaction }, isGrowth)
  }

  #snapshot(): InteractionSnapshot {
    const [status, interaction, before, error] = [this.#status, this.#interaction, this.#before, this.#error]
    return makeInteractionSnapshot({ status, interaction, before, error, verbs: this.#verbs })
  }

  #set(status: InteractionPhase, error?: GenAIError): void {
    this.#status = status
    this.#error = error
    this.#store.set(this.#snapshot())
  }
}
