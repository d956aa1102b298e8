import { randomUUID } from 'node:crypto'
import { tokensIn } from './answers.ts'
import type { PendingFaults } from './faults.ts'
import { badRequest, failedPrecondition, notFound } from './google-error.ts'
import { InteractionRun } from './interaction-run.ts'
import { callIdsOf, planSteps, readInput, type Said } from './interaction-steps.ts'
import { objectAt, textAt, type JsonObject } from './json.ts'
import { both, param, type Call, type Route } from './router.ts'
import { now } from './times.ts'

interface Stored {
  run: InteractionRun
  input: unknown
  /** What the user said in all of the conversation so far. */
  said: string[]
}

export interface Interactions {
  routes: Route[]
  stopAll(): void
}

/** Interactions: answered at once, as a stream, or in the background, where they go on without anybody watching. */
export function createInteractions(faults: PendingFaults): Interactions {
  const interactions = new Map<string, Stored>()

  const find = (id: string): Stored => {
    const stored = interactions.get(id)
    if (stored) return stored
    throw notFound(`Interaction ${id} is not found.`)
  }

  const sendEvents = async (call: Call, run: InteractionRun, from: number): Promise<undefined> => {
    const stream = call.openStream('text/event-stream')
    let untilCut = faults.takeInteractionCut()
    if (untilCut <= 0) {
      stream.cut()
      return undefined
    }
    for await (const event of run.follow(from, stream.left)) {
      stream.write(`event: ${String(event['event_type'])}\ndata: ${JSON.stringify(event)}\n\n`)
      if (--untilCut > 0) continue
      stream.cut()
      return undefined
    }
    if (!stream.left.aborted) stream.end('event: done\ndata: [DONE]\n\n')
    return undefined
  }

  const create = (call: Call): JsonObject | Promise<undefined> => {
    const { body } = call
    const { model, agent, store = true, stream = false, background = false } = body
    if (model === undefined && agent === undefined) throw badRequest('Either model or agent is required.')
    if (body['input'] === undefined) throw badRequest('input is required.')
    if (background === true && store === false) throw badRequest('background requires store.')
    const previousId = textAt(body, 'previous_interaction_id')
    const previous = previousId === undefined ? undefined : find(previousId)
    const input = readInput(body['input'])
    mustAnswerCalls(input, previous)
    const before = previous?.said ?? []
    const summaries = textAt(objectAt(body, 'generation_config') ?? {}, 'thinking_summaries')
    const plans = planSteps(input, before, summaries === 'auto' || agent !== undefined)
    const head = {
      id: randomUUID(),
      object: 'interaction',
      ...(agent === undefined ? { model } : { agent }),
      ...(previousId !== undefined && { previous_interaction_id: previousId }),
      status: 'in_progress',
      created: now(),
    }
    const run = new InteractionRun(head, plans, usageOf(input, plans.length))
    if (store !== false) {
      interactions.set(head.id, { run, input: body['input'], said: [...before, input.text] })
    }
    if (stream !== true && background !== true) run.complete()
    else run.start()
    if (stream !== true) return run.interaction
    if (store === false) call.response.once('close', () => run.stop())
    return sendEvents(call, run, 0)
  }

  const get = (call: Call): JsonObject | Promise<undefined> => {
    const { run, input } = find(param(call, 'id'))
    if (call.query.get('stream') !== 'true') {
      return { ...run.interaction, ...(call.query.get('include_input') === 'true' && { input }) }
    }
    const after = call.query.get('last_event_id')
    const at = after === null ? -1 : run.events.findIndex((event) => event['event_id'] === after)
    if (after !== null && at < 0) throw badRequest(`last_event_id ${after} is unknown.`)
    return sendEvents(call, run, at + 1)
  }

  return {
    routes: [
      both('POST interactions', create),
      both('GET interactions/{id}', get),
      both('POST interactions/{id}/cancel', (call) => {
        const { run } = find(param(call, 'id'))
        if (!run.running) throw failedPrecondition(`Interaction is ${run.interaction.status} already.`)
        run.stop('cancelled')
        return run.interaction
      }),
      both('DELETE interactions/{id}', (call) => {
        const id = param(call, 'id')
        find(id).run.stop()
        interactions.delete(id)
        return {}
      }),
    ],
    stopAll() {
      for (const { run } of interactions.values()) run.stop()
    },
  }
}

function mustAnswerCalls({ results }: Said, previous: Stored | undefined): void {
  const calls = previous ? callIdsOf(previous.run.interaction) : []
  const stray = results.find((result) => !calls.includes(result['call_id']))
  if (stray) throw badRequest(`No function call has the id ${String(stray['call_id'])}.`)
}

function usageOf({ text }: Said, steps: number): JsonObject {
  const total_input_tokens = tokensIn(text)
  const total_output_tokens = tokensIn(text) + steps
  return { total_input_tokens, total_output_tokens, total_tokens: total_input_tokens + total_output_tokens }
}
