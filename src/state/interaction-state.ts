import { interactionMessages } from '../model/interaction-messages.ts'
import type { Interaction, InteractionParameters, InteractionStep, Part, ToolRequestPart } from '../model/data.ts'
import { GenAIError } from '../model/errors.ts'
import type { Message } from '../model/message.ts'
import type { InteractionToolResult } from './interaction-options.ts'

/**
 * Where an interaction stands: `idle` · `pending` (asked, no sign of life yet) · `streaming` · `done` · `interrupted` (a
 * tool waits for its answer) · `stopped` (nobody listens; in the background it goes on) · `cancelled` · `error`.
 */
export type InteractionPhase =
  | 'idle'
  | 'pending'
  | 'streaming'
  | 'done'
  | 'interrupted'
  | 'stopped'
  | 'cancelled'
  | 'error'

/** What can be done about an interaction. */
export interface InteractionVerbs {
  /**
   * Asks. With `background` it runs on by itself, whoever is there. One that goes on from the one before
   * (`previous_interaction_id`) keeps what was said.
   */
  start(params: InteractionParameters): void
  /** Takes one up behind the last event that is known of it. @throws GenAIError `invalid` when there is none. */
  resume(id?: string): void
  /** Answers tools, and goes on. @throws GenAIError `invalid` when none waits. */
  respond(results: readonly InteractionToolResult[]): void
  /** Stops listening. What runs in the background goes on. */
  stop(): void
  /** Ends it where it runs. Rejects when the server refuses; then it goes on. */
  cancel(): Promise<void>
  /** Back to the beginning. What runs in the background is left alone. */
  reset(): void
}

/** An interaction, and how far it is. */
export interface InteractionSnapshot extends InteractionVerbs {
  readonly status: InteractionPhase
  /** As the service has it, steps and all. */
  readonly interaction: Interaction | undefined
  readonly id: string | undefined
  /** Its steps as messages: what was said, thought, called and answered. */
  readonly messages: readonly Message[]
  /** The text with which the model ended. */
  readonly text: string
  /** Tools that wait for their answer: `respond`. */
  readonly toolRequests: readonly ToolRequestPart[]
  readonly error: GenAIError | undefined
  readonly isStreaming: boolean
  /** `fetching` while the server is listened to. */
  readonly fetchStatus: 'idle' | 'fetching'
}

const ENDS: Record<string, InteractionPhase> = {
  completed: 'done',
  incomplete: 'done',
  budget_exceeded: 'done',
  requires_action: 'interrupted',
  cancelled: 'cancelled',
  failed: 'error',
}

/** What the server's last word means; `undefined` while it is at work. */
export const phaseOf = ({ status = '' }: Interaction): InteractionPhase | undefined =>
  Object.hasOwn(ENDS, status) ? ENDS[status] : undefined

/** Why it failed, as far as it says. */
export function failureOf({ errors, id }: Interaction): GenAIError {
  const [first] = (errors ?? []) as { message?: string }[]
  return new GenAIError(
    'server',
    `The interaction failed: ${first?.message ?? 'no reason was given'}. Start it again; what had arrived is kept.`,
    { details: { id, errors } },
  )
}

const isCall = (part: Part): part is ToolRequestPart => 'toolRequest' in part && part.metadata?.['server'] !== true

/** Calls of this interaction that nobody has answered. Those of turns before have been, or it would not have gone on. */
export function openCalls({ steps }: Pick<Interaction, 'steps'>): ToolRequestPart[] {
  const answered = new Set(steps.map(({ call_id: id }) => id))
  return interactionMessages({ steps })
    .flatMap(({ content }) => content)
    .filter(isCall)
    .filter(({ toolRequest }) => !answered.has(toolRequest.ref))
}

/** What was answered is told once, whether the service repeats it or not. */
function joined(before: readonly InteractionStep[], steps: readonly InteractionStep[]): InteractionStep[] {
  const repeated = new Set(steps.flatMap(({ call_id: id }) => id ?? []))
  return [...before.filter(({ call_id: id }) => id === undefined || !repeated.has(id)), ...steps]
}

interface Facts {
  status: InteractionPhase
  interaction: Interaction | undefined
  /** Steps of turns before, which it goes on from. */
  before: readonly InteractionStep[]
  /** Calls that the page has answered by itself, while others wait for a person. */
  answered: readonly string[]
  error: GenAIError | undefined
  verbs: InteractionVerbs
}

/** The messages are made when somebody reads them: a frame pays only for what it shows. */
export function makeInteractionSnapshot({
  status,
  interaction,
  before,
  answered,
  error,
  verbs,
}: Facts): InteractionSnapshot {
  const steps = joined(before, interaction?.steps ?? [])
  let messages: readonly Message[] | undefined
  return {
    ...verbs,
    status,
    interaction,
    id: interaction?.id,
    get messages() {
      return (messages ??= interactionMessages({ steps }))
    },
    text: interaction?.output_text ?? '',
    get toolRequests() {
      if (status !== 'interrupted' || !interaction) return []
      return openCalls(interaction).filter(({ toolRequest: { ref = '' } }) => !answered.includes(ref))
    },
    error,
    isStreaming: status === 'streaming',
    fetchStatus: status === 'pending' || status === 'streaming' ? 'fetching' : 'idle',
  }
}
