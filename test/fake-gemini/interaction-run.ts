import type { StepPlan } from './interaction-steps.ts'
import type { JsonObject } from './json.ts'
import { now } from './times.ts'

/** Milliseconds from one event to the next, of whatever runs by itself. */
const PACE = 15

/** One interaction: what it is by now, the events that brought it there, and the timer that moves it on. */
export class InteractionRun {
  readonly events: JsonObject[] = []
  private readonly ahead: (() => void)[]
  private readonly listeners = new Set<() => void>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    readonly interaction: JsonObject & { id: string; status: string },
    plans: StepPlan[],
    private readonly usage: JsonObject,
  ) {
    const { id } = interaction
    const calls = plans.some(({ start }) => start['type'] === 'function_call')
    const steps: JsonObject[] = []
    interaction['steps'] = steps
    this.ahead = [
      () => this.emit('interaction.created', { interaction: this.summary() }),
      () => this.emit('interaction.status_update', { interaction_id: id, status: 'in_progress' }),
      ...plans.flatMap(({ start, deltas, step }, index) => [
        () => this.emit('step.start', { index, step: start }),
        ...deltas.map((delta) => () => this.emit('step.delta', { index, delta })),
        () => {
          steps.push(step)
          this.emit('step.stop', { index })
        },
      ]),
      () => this.finish(calls ? 'requires_action' : 'completed'),
    ]
  }

  get running(): boolean {
    return this.ahead.length > 0
  }

  /** All at once, for a caller who waits for the end only. */
  complete(): void {
    while (this.running) this.advance()
  }

  start(): void {
    this.timer = setInterval(() => {
      this.advance()
      if (!this.running) clearInterval(this.timer)
    }, PACE)
  }

  /** Ends it where it is. Nothing that lay ahead happens any more. */
  stop(status?: 'cancelled'): void {
    clearInterval(this.timer)
    this.ahead.length = 0
    if (status) this.settle(status)
    for (const listener of this.listeners) listener()
  }

  /** The events from the one at this place on, those still to come included. */
  async *follow(from: number, left: AbortSignal): AsyncGenerator<JsonObject> {
    for (let at = from; !left.aborted; at++) {
      while (at >= this.events.length && this.running && !left.aborted) await this.change(left)
      const event = this.events[at]
      if (!event || left.aborted) return
      yield event
    }
  }

  private change(left: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.listeners.delete(done)
        left.removeEventListener('abort', done)
        resolve()
      }
      this.listeners.add(done)
      left.addEventListener('abort', done, { once: true })
    })
  }

  private advance(): void {
    this.ahead.shift()?.()
    for (const listener of this.listeners) listener()
  }

  private emit(type: string, fields: JsonObject): void {
    this.interaction['updated'] = now()
    this.events.push({ event_type: type, event_id: `e${this.events.length + 1}`, ...fields })
  }

  private settle(status: string): void {
    this.interaction.status = status
    this.emit('interaction.status_update', { interaction_id: this.interaction.id, status })
  }

  private finish(status: 'completed' | 'requires_action'): void {
    if (status === 'requires_action') this.settle(status)
    this.interaction.status = status
    this.interaction['usage'] = this.usage
    this.emit('interaction.completed', { interaction: this.summary() })
  }

  // The lifecycle events leave the steps out: these have been told one by one.
  private summary(): JsonObject {
    const { steps: _, ...summary } = this.interaction
    return summary
  }
}
