import type { Part, Role } from '../wire/genkit-data.ts'
import type { Interaction, InteractionContent, InteractionStep } from '../wire/interaction-data.ts'
import { compact, isObject } from '../wire/json.ts'
import { Message } from './message.ts'

const MEDIA = new Set(['image', 'audio', 'video', 'document'])

function toPart(content: InteractionContent): Part {
  const { type, text, data, uri, mime_type: contentType } = content
  if (type === 'text') return { text: text ?? '' }
  const url = data === undefined ? uri : `data:${contentType ?? 'application/octet-stream'};base64,${data}`
  if (MEDIA.has(type) && url !== undefined) return { media: compact({ url, contentType }) }
  return { custom: { ...content } }
}

const textIn = (contents: readonly InteractionContent[] = []): string => contents.map(({ text = '' }) => text).join('')

/** Calls of tools that the service runs itself: `google_search_call`, and `google_search_result`. */
const OF_SERVER = /^(.+)_(call|result)$/

function partsOf(step: InteractionStep): Part[] {
  const { type, content = [], summary, signature, id, name, arguments: input, call_id: callId, result } = step
  if (type === 'user_input' || type === 'model_output') return content.map(toPart)
  if (type === 'thought')
    return [{ reasoning: textIn(summary), ...(signature && { metadata: { thoughtSignature: signature } }) }]
  const [, tool, kind] = OF_SERVER.exec(type) ?? []
  const isOurs = type === 'function_call' || type === 'function_result'
  const metadata = isOurs ? {} : { metadata: { server: true } }
  const called = isOurs ? (name ?? '') : (name ?? tool ?? type)
  if (kind === 'call') return [{ toolRequest: compact({ name: called, input: input ?? {}, ref: id }), ...metadata }]
  if (kind === 'result') return [{ toolResponse: compact({ name: called, output: result, ref: callId }), ...metadata }]
  return [{ custom: { ...step } }]
}

/** Parts by their step: a step that has not changed has the same ones, so nobody draws them again. */
const known = new WeakMap<InteractionStep, Part[]>()

function cached(step: InteractionStep): Part[] {
  const found = known.get(step) ?? partsOf(step)
  known.set(step, found)
  return found
}

const roleOf = ({ type }: InteractionStep): Role =>
  type === 'user_input' ? 'user' : type.endsWith('_result') ? 'tool' : 'model'

/** Messages by their last step. */
const views = new WeakMap<InteractionStep, { steps: readonly InteractionStep[]; message: Message }>()

function viewOf(role: Role, steps: readonly InteractionStep[]): Message {
  const last = steps.at(-1) as InteractionStep
  const found = views.get(last)
  if (found?.steps.length === steps.length && found.steps.every((step, at) => step === steps[at])) return found.message
  const message = new Message({ role, content: steps.flatMap(cached) })
  views.set(last, { steps, message })
  return message
}

/**
 * The steps of an interaction as messages: what the user said, what the model thought, said and called, what tools
 * answered. What has not changed is the same object. For `MessageView`, and `pairTools`.
 *
 * @example
 * const messages = interactionMessages(await interactions.get(id))
 * @see protocols: steps of the Interactions API
 */
export function interactionMessages({ steps }: Pick<Interaction, 'steps'>): Message[] {
  const groups: { role: Role; steps: InteractionStep[] }[] = []
  for (const step of steps) {
    if (!isObject(step) || typeof step.type !== 'string') continue
    const role = roleOf(step)
    const last = groups.at(-1)
    if (last?.role === role) last.steps.push(step)
    else groups.push({ role, steps: [step] })
  }
  return groups.map((group) => viewOf(group.role, group.steps))
}
