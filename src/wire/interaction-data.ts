/** The Interactions API: snake case, steps in place of contents (protocols/gemini 2.8). Fields of later versions pass. */

/** A piece of what is said: text, or media. */
export interface InteractionContent {
  /** `text`, `image`, `audio`, `video`, `document`. */
  type: string
  text?: string
  annotations?: unknown[]
  /** Base64. */
  data?: string
  uri?: string
  mime_type?: string
  [field: string]: unknown
}

/** Something that happened: what the user said, what the model thought, said or called, what a tool answered. */
export interface InteractionStep {
  /** `user_input`, `model_output`, `thought`, `function_call`, `function_result`, `google_search_call`, … */
  type: string
  content?: InteractionContent[]
  summary?: InteractionContent[]
  signature?: string
  /** Of a call. */
  id?: string
  name?: string
  arguments?: Record<string, unknown>
  /** As far as they have come, while they stream: the beginning of JSON. */
  arguments_text?: string
  /** Of a result: the call that it answers. */
  call_id?: string
  result?: unknown
  is_error?: boolean
  [field: string]: unknown
}

/** How far it is. `requires_action`: a tool has to answer. `requires_continuation`: it is to be asked on. */
export type InteractionStatus =
  | 'in_progress'
  | 'requires_action'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'incomplete'
  | 'budget_exceeded'
  | 'queued'
  | 'requires_continuation'
  | (string & {})

/** What it cost, in tokens. */
export interface InteractionUsage {
  total_input_tokens?: number
  total_output_tokens?: number
  total_thought_tokens?: number
  total_tokens?: number
  [field: string]: unknown
}

/** What was said and done on one input. */
export interface Interaction {
  id?: string
  status?: InteractionStatus
  model?: string
  agent?: string
  steps: InteractionStep[]
  usage?: InteractionUsage
  errors?: unknown[]
  created?: string
  updated?: string
  continuation_token?: string
  previous_interaction_id?: string
  /** The text with which the model ended. Not of the wire: read from the steps, as the next three are. */
  output_text?: string
  output_image?: InteractionContent
  output_audio?: InteractionContent
  output_video?: InteractionContent
  [field: string]: unknown
}

/** What a step gains: a piece of text, of a thought, of the arguments of a call, a picture. */
export interface InteractionDelta {
  /** `text`, `thought_summary`, `thought_signature`, `arguments_delta`, `image`, … */
  type: string
  text?: string
  content?: InteractionContent
  signature?: string
  arguments?: string
  [field: string]: unknown
}

/** Something that happens while an interaction runs. */
export interface InteractionEvent {
  /** `interaction.created`, `interaction.status_update`, `step.start`, `step.delta`, `step.stop`, `interaction.completed`. */
  event_type: string
  /** Where a stream that broke is taken up again. */
  event_id?: string
  interaction?: Partial<Interaction>
  interaction_id?: string
  status?: InteractionStatus
  index?: number
  step?: InteractionStep
  delta?: InteractionDelta
  usage?: InteractionUsage
  continuation_token?: string
  [field: string]: unknown
}

/** What to ask, of which model or agent. */
export interface InteractionParameters {
  /** A model or an agent. */
  model?: string | undefined
  agent?: string | undefined
  input: string | InteractionContent | readonly InteractionContent[] | readonly InteractionStep[]
  /** Goes on from there, without sending what was said. */
  previous_interaction_id?: string | undefined
  /** Whether the service keeps it. Default: `true`. Without, it cannot be looked at again, nor resumed. */
  store?: boolean | undefined
  stream?: boolean | undefined
  /** Runs on by itself, whoever is there: get it, or stream it, later. */
  background?: boolean | undefined
  system_instruction?: string | undefined
  tools?: readonly Record<string, unknown>[] | undefined
  generation_config?: Record<string, unknown> | undefined
  response_format?: unknown
  response_modalities?: readonly string[] | undefined
  continuation_token?: string | undefined
  /**
   * Whether a reply that is too long for one request (`requires_continuation`) is asked on until it is whole, which costs
   * its input anew each time. Not of the wire. Default: `true`, but for agents and what runs in the background.
   */
  automatic_continuation?: boolean | undefined
  /** Not of the wire: the version to ask, in place of the client's. */
  api_version?: string | undefined
  [field: string]: unknown
}
