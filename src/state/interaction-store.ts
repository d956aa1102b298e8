import type { InteractionStream } from '../client/gemini/interaction-stream.ts'
import type { Interactions } from '../client/gemini/interactions.ts'
import { safely } from '../client/safely.ts'
import { wholeOf, type InteractionProgress } from '../model/interaction-hops.ts'
import type { Interaction, InteractionEvent, InteractionParameters, InteractionStep } from '../model/data.ts'
import { GenAIError, toGenAIError } from '../model/errors.ts'
import { InteractionMemory, type KeptInteraction } from './interaction-memory.ts'
import { answerTools, paramsBehind, toSteps } from './interaction-options.ts'
import type { InteractionStoreOptions, InteractionToolResult } from './interaction-options.ts'
import { beginRun, type InteractionRun } from './interaction-run.ts'
import { failureOf, makeInteractionSnapshot, openCalls, phaseOf } from './interaction-state.ts'
import type { InteractionPhase, InteractionSnapshot, InteractionVerbs } from './interaction-state.ts'
import { Store } from './store.ts'
import { goOn, takeUp } from './take-up-interaction.ts'

/** One interaction at a time, and where it stands. No React: `useInteraction` only subscribes. */
export class InteractionStore {
  readonly #store: Store<InteractionSnapshot>
  readonly #verbs: InteractionVerbs
  readonly #interactions: Interactions
  readonly #memory: InteractionMemory | undefined
  #options: InteractionStoreOptions
  #run: InteractionRun | undefined
  #status: InteractionPhase = 'idle'
  #known: InteractionProgress | undefined
  #interaction: Interaction | undefined
  #lastEventId: string | undefined
  /** Steps of turns before. */
  #before: readonly InteractionStep[] = []
  #error: GenAIError | undefined
  #isLeft = false

  constructor(interactions: Interactions, options: InteractionStoreOptions = {}) {
    this.#interactions = interactions
    this.#options = options
    const { start, resume, respond, stop, cancel, reset } = this
    this.#verbs = { start, resume, respond, stop, cancel, reset }
    this.#store = new Store(this.#snapshot())
    const { storageKey, storage } = options
    if (storageKey !== undefined) this.#memory = new InteractionMemory(storageKey, () => storage ?? localStorage)
  }

  readonly getSnapshot = (): InteractionSnapshot => this.#store.getSnapshot()
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener)
  readonly setOptions = (options: InteractionStoreOptions): void => {
    this.#options = options
  }

  readonly start = (params: InteractionParameters): void => {
    const last = this.#interaction
    const goesOn = last?.id !== undefined && params.previous_interaction_id === last.id
    this.#before = goesOn ? [...this.#before, ...last.steps, ...(this.#run?.told ?? [])] : []
    this.#know(undefined, undefined)
    this.#memory?.clear()
    const run = this.#begin(params, params.background === true)
    // What runs in the background has to get a name, also when nobody waits for it any more.
    const signal = run.isBackground ? undefined : run.abort.signal
    void this.#listen(run, () => this.#interactions.create({ ...params, stream: true }, { signal }))
  }

  readonly resume = (id = this.#interaction?.id): void => {
    if (id === undefined)
      throw new GenAIError('invalid', 'There is no interaction to take up. Start one, or give its id.')
    const last = id === this.#interaction?.id ? this.#run : undefined
    if (!last) this.#forget()
    const run = this.#begin(last?.params, last?.isBackground ?? true)
    const known = { lastEventId: this.#lastEventId, known: this.#known }
    void this.#listen(run, () => takeUp(this.#interactions, id, known, run.abort.signal))
  }

  readonly respond = (results: readonly InteractionToolResult[]): void => {
    const [run, interaction] = [this.#run, this.#interaction]
    if (!run || this.#status !== 'interrupted' || interaction?.id === undefined)
      throw new GenAIError('invalid', 'No tool of this interaction waits for an answer. Nothing was sent.')
    const all = [...run.results, ...results]
    run.told = toSteps(all)
    this.start(paramsBehind(run.params, interaction, all))
  }

  readonly stop = (): void => {
    if (!this.#isUnderWay) return
    this.#run?.abort.abort()
    this.#set('stopped')
  }

  readonly cancel = async (): Promise<void> => {
    const run = this.#run
    const id = this.#interaction?.id
    if (!run || !(this.#isUnderWay || /stopped|interrupted/.test(this.#status))) return
    if (!run.isBackground) {
      // The server writes for this connection, and for nobody else.
      run.abort.abort()
      return this.#cancelled({ ...this.#interaction, steps: this.#interaction?.steps ?? [], status: 'cancelled' })
    }
    if (id !== undefined) return this.#cancel(run, id)
    return new Promise((resolve, reject) => {
      run.whenNamed = (name) => void (name === undefined ? resolve() : this.#cancel(run, name).then(resolve, reject))
    })
  }

  readonly reset = (): void => {
    this.#run?.abort.abort()
    this.#run = undefined
    this.#forget()
    this.#memory?.clear()
    this.#set('idle')
  }

  /** Somebody looks: what was left behind is taken up. Returns how to say that nobody does. */
  readonly attach = (): (() => void) => {
    const kept = this.#status === 'idle' ? this.#memory?.read() : undefined
    if (kept) this.#restore(kept)
    else if (this.#isLeft && this.#interaction?.id !== undefined) this.resume()
    this.#isLeft = false
    return () => {
      this.#isLeft = this.#isUnderWay
      this.stop()
    }
  }

  get #isUnderWay(): boolean {
    return /pending|streaming/.test(this.#status) || (this.#status === 'interrupted' && this.#run?.isAnswering === true)
  }

  #restore({ id, params, background, lastEventId, known, before = [] }: KeptInteraction): void {
    this.#before = before
    this.#know(known ?? { hop: { id, steps: [] } }, known && lastEventId)
    this.#run = beginRun(params, background)
    const phase = known && phaseOf(wholeOf(known))
    if (!phase) return this.resume(id)
    // It has been told of before.
    this.#set(phase, phase === 'error' ? failureOf(wholeOf(known)) : undefined)
    if (phase === 'interrupted') void this.#runTools(this.#run)
  }

  #begin(params: InteractionRun['params'], isBackground: boolean): InteractionRun {
    this.#run?.abort.abort()
    this.#run = beginRun(params, isBackground)
    this.#set('pending')
    return this.#run
  }

  async #listen(run: InteractionRun, open: () => Promise<InteractionStream>): Promise<void> {
    const isOver = (): boolean => this.#run !== run || run.abort.signal.aborted
    try {
      const stream = await open()
      for await (const event of stream) {
        const { id } = stream.interaction
        if (!isOver()) this.#take(run, stream, event)
        else if (this.#run === run && this.#interaction?.id === undefined) this.#take(run, stream)
        if (id !== undefined) run.named(id)
        // Leaving the loop closes the connection; the server goes on with what it does in the background.
        if (isOver()) return
      }
      if (isOver()) return
      const token = stream.interaction.status === 'requires_continuation' && goOn(this.#interactions, run, stream)
      if (token) return await this.#listen(run, token)
      this.#settle(run, phaseOf(stream.interaction) ?? 'done')
    } catch (cause) {
      // What never had a name cannot be cancelled, and need not be.
      run.named(undefined)
      if (!isOver()) this.#fail(toGenAIError(cause))
    }
  }

  /** `event`: none when it was left before it had a name; with that, it can be taken up again. */
  #take(run: InteractionRun, stream: InteractionStream, event?: InteractionEvent): void {
    this.#know(stream.known, stream.lastEventId)
    const isNew = this.#status === 'pending'
    if (isNew || !event) this.#set(isNew ? 'streaming' : this.#status)
    else this.#store.setSoon(() => this.#snapshot())
    this.#keep(run, !isNew && event !== undefined)
    if (event) safely(() => this.#options.onEvent?.(event))
  }

  #settle(run: InteractionRun, phase: InteractionPhase): void {
    const interaction = this.#interaction ?? { steps: [] }
    if (phase === 'error') return this.#fail(failureOf(interaction))
    this.#set(phase)
    this.#keep(run, false)
    if (phase === 'done') safely(() => this.#options.onSuccess?.(interaction))
    if (phase === 'interrupted') void this.#runTools(run)
  }

  /** Answers what can be answered here, and goes on when that is all. */
  async #runTools(run: InteractionRun): Promise<void> {
    const waiting = openCalls(this.#interaction ?? { steps: [] })
    run.isAnswering = true
    // What another page has answered has gone on under another name.
    const isOpen = (): boolean => !this.#memory || this.#memory.read()?.id === this.#interaction?.id
    run.results = await answerTools(waiting, this.#options, { signal: run.abort.signal, isOpen })
    run.isAnswering = false
    if (this.#run !== run || run.abort.signal.aborted || this.#status !== 'interrupted') return
    if (waiting.length > 0 && run.results.length === waiting.length) this.respond([])
    else this.#set('interrupted')
  }

  async #cancel(run: InteractionRun, id: string): Promise<void> {
    const found = await this.#interactions.cancel(id)
    if (this.#run !== run) return
    run.abort.abort()
    const steps = found.steps.length > 0 ? found.steps : (this.#interaction?.steps ?? [])
    this.#cancelled({ ...this.#interaction, status: 'cancelled', ...found, steps })
  }

  /** Or what has become of it, when that came too late. */
  #cancelled(interaction: Interaction): void {
    this.#know({ hop: interaction }, this.#lastEventId)
    this.#set(phaseOf(interaction) ?? 'cancelled')
    this.#keep(this.#run, false)
  }

  #fail(error: GenAIError): void {
    this.#set('error', error)
    this.#keep(this.#run, false)
    safely(() => this.#options.onError?.(error))
  }

  #forget(): void {
    this.#before = []
    this.#know(undefined, undefined)
  }

  #know(known: InteractionProgress | undefined, lastEventId: string | undefined): void {
    this.#known = known
    this.#interaction = known && wholeOf(known)
    this.#lastEventId = lastEventId
  }

  #keep(run: InteractionRun | undefined, isGrowth: boolean): void {
    const id = this.#interaction?.id
    if (id === undefined || !run) return
    const { keptParams: params, isBackground: background } = run
    const [known, before, lastEventId] = [this.#known, this.#before, this.#lastEventId]
    this.#memory?.write({ id, background, params, lastEventId, known, before }, isGrowth)
  }

  #snapshot(): InteractionSnapshot {
    const [status, interaction, before, error] = [this.#status, this.#interaction, this.#before, this.#error]
    const answered = this.#run?.results.map(({ call_id: id = '' }) => id) ?? []
    return makeInteractionSnapshot({ status, interaction, before, answered, error, verbs: this.#verbs })
  }

  #set(status: InteractionPhase, error?: GenAIError): void {
    this.#status = status
    this.#error = error
    this.#store.set(this.#snapshot())
  }
}
