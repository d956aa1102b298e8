import type { InteractionEvent, InteractionStep } from '../../model/data.ts'
import { events, json, refusal, wait, type Routes } from './mock-service.ts'

/** How interactions go. */
export interface MockInteractionOptions {
  /** What is said to an input. Default: that it was heard. */
  steps?: ((input: unknown) => readonly InteractionStep[]) | undefined
  /** Milliseconds from one event to the next. Default: 20. */
  pace?: number | undefined
}

interface Run {
  id: string
  status: string
  all: InteractionEvent[]
  /** How many of them have happened. */
  count: number
}

const say = (input: unknown): InteractionStep[] => [
  { type: 'thought', summary: [{ type: 'text', text: 'They want to know something.' }] },
  {
    type: 'model_output',
    content: [{ type: 'text', text: `You said: ${typeof input === 'string' ? input : 'something'}` }],
  },
]

/** A step as a stream builds it up. */
function eventsOf(step: InteractionStep, index: number): InteractionEvent[] {
  const { content = [], summary = [], ...start } = step
  const pieces = (text = ''): string[] => text.match(/\S+\s*/g) ?? []
  const deltas = [
    ...summary.flatMap(({ text }) =>
      pieces(text).map((piece) => ({ type: 'thought_summary', content: { type: 'text', text: piece } })),
    ),
    ...content.flatMap((one) =>
      one.type === 'text' ? pieces(one.text).map((piece) => ({ type: 'text', text: piece })) : [one],
    ),
  ]
  return [
    { event_type: 'step.start', index, step: start },
    ...deltas.map((delta) => ({ event_type: 'step.delta', index, delta })),
    { event_type: 'step.stop', index },
  ]
}

/** Gemini's `interactions`, in memory. They run on by themselves, whoever listens. */
export function mockInteractions({ steps = say, pace = 20 }: MockInteractionOptions = {}): Routes {
  const runs = new Map<string, Run>()

  const begin = ({ input }: { input?: unknown }): Run => {
    const id = `interaction-${runs.size + 1}`
    const all = steps(input)
    const isWaiting = all.some(({ type }) => type === 'function_call')
    const status = isWaiting ? 'requires_action' : 'completed'
    const told: InteractionEvent[] = [
      { event_type: 'interaction.created', interaction: { id, status: 'in_progress' } },
      ...all.flatMap(eventsOf),
      { event_type: 'interaction.completed', interaction: { id, status } },
    ]
    const run = {
      id,
      status: 'in_progress',
      all: told.map((event, at) => ({ ...event, event_id: `e${at + 1}` })),
      count: 0,
    }
    runs.set(id, run)
    const timer = setInterval(() => {
      run.count++
      if (run.count < run.all.length && run.status === 'in_progress') return
      if (run.status === 'in_progress') run.status = status
      clearInterval(timer)
    }, pace)
    return run
  }
  async function* follow(run: Run, from: number, signal: AbortSignal): AsyncGenerator<InteractionEvent> {
    for (let at = from; at < run.all.length; at++) {
      while (at >= run.count && run.status === 'in_progress') await wait(pace, signal)
      const event = run.all[at]
      if (at >= run.count || !event) break
      yield event
    }
    if (run.status === 'cancelled')
      yield { event_type: 'interaction.status_update', interaction_id: run.id, status: 'cancelled', event_id: 'end' }
  }
  const withRun = (id: string | undefined, answer: (run: Run) => Response): Response => {
    const run = runs.get(id ?? '')
    return run ? answer(run) : refusal(404, `There is no interaction ${id}.`)
  }
  return [
    [
      'POST',
      /^interactions$/,
      ({ body, signal }) => {
        const params = (body ?? {}) as { input?: unknown; stream?: boolean }
        const run = begin(params)
        return params.stream
          ? events(follow(run, 0, signal), signal)
          : json({ id: run.id, status: run.status, steps: [] })
      },
    ],
    [
      'GET',
      /^interactions\/([\w-]+)$/,
      ({ query, signal }, id) =>
        withRun(id, (run) => {
          const last = query.get('last_event_id')
          const from = last === null ? 0 : run.all.findIndex((event) => event.event_id === last) + 1
          if (query.get('stream') === 'true') return events(follow(run, from, signal), signal)
          return json({ id: run.id, status: run.status, steps: [] })
        }),
    ],
    [
      'POST',
      /^interactions\/([\w-]+)\/cancel$/,
      (_, id) =>
        withRun(id, (run) => {
          run.status = 'cancelled'
          return json({ id: run.id, status: 'cancelled', steps: [] })
        }),
    ],
    [
      'DELETE',
      /^interactions\/([\w-]+)$/,
      (_, id) => withRun(id, ({ id: found }) => json({ deleted: runs.delete(found) })),
    ],
  ]
}
