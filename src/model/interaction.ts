import type {
  Interaction,
  InteractionContent,
  InteractionDelta,
  InteractionEvent,
  InteractionStep,
} from '../wire/interaction-data.ts'
import { isObject } from '../wire/json.ts'

/** The text with which the model ended, over thoughts, and the last picture, sound and film since the user spoke. */
export function withOutput(given: Partial<Interaction>): Interaction {
  const steps = Array.isArray(given.steps) ? given.steps : []
  const texts: string[] = []
  const media: Record<string, InteractionContent> = {}
  let isText: 'before' | 'in' | 'over' = 'before'
  const answer = steps.slice(steps.findLastIndex((step) => step.type === 'user_input') + 1)
  for (let at = answer.length - 1; at >= 0; at--) {
    const { type, content = [] } = answer[at] as InteractionStep
    if (type !== 'model_output') {
      if (isText === 'in' && type !== 'thought') isText = 'over'
      continue
    }
    for (let index = content.length - 1; index >= 0; index--) {
      const piece = content[index] as InteractionContent
      if (piece.type !== 'text') {
        media[piece.type] ??= piece
        if (isText === 'in') isText = 'over'
      } else if (isText !== 'over') {
        isText = 'in'
        texts.unshift(piece.text ?? '')
      }
    }
  }
  const { image, audio, video } = media
  return {
    ...given,
    steps,
    ...(texts.join('') && { output_text: texts.join('') }),
    ...(image && { output_image: image }),
    ...(audio && { output_audio: audio }),
    ...(video && { output_video: video }),
  }
}

const THOUGHTS = new Set(['thought_summary', 'thought_signature'])
const MEDIA = new Set(['image', 'audio', 'video', 'document'])

/** Contents with one more; text goes on where it was. */
function withContent(all: readonly InteractionContent[] = [], next: InteractionContent): InteractionContent[] {
  const last = all.at(-1)
  return last?.type === 'text' && next.type === 'text'
    ? [...all.slice(0, -1), { ...last, text: (last.text ?? '') + (next.text ?? '') }]
    : [...all, next]
}

function withDelta(step: InteractionStep, delta: InteractionDelta): InteractionStep {
  const { type } = delta
  if (type === 'text') return { ...step, content: withContent(step.content, { type, text: delta.text ?? '' }) }
  if (type === 'thought_summary')
    return delta.content ? { ...step, summary: withContent(step.summary, delta.content) } : step
  if (type === 'thought_signature') return { ...step, signature: delta.signature ?? step.signature ?? '' }
  if (type === 'arguments_delta')
    return { ...step, arguments_text: (step.arguments_text ?? '') + (delta.arguments ?? '') }
  if (MEDIA.has(type)) return { ...step, content: withContent(step.content, { ...delta }) }
  if (type === 'text_annotation') {
    const last = step.content?.at(-1)
    if (!last) return step
    const { type: _, ...annotation } = delta
    const found = Array.isArray(annotation['annotations']) ? (annotation['annotations'] as unknown[]) : [annotation]
    const annotated = { ...last, annotations: [...(last.annotations ?? []), ...found] }
    return { ...step, content: [...(step.content ?? []).slice(0, -1), annotated] }
  }
  // Calls and results of tools: their fields are the step's.
  const { content: _content, text: _text, arguments: given, ...fields } = delta
  return { ...step, ...fields, ...(isObject(given) && { arguments: given }), type: step.type }
}

function finished(step: InteractionStep): InteractionStep {
  const { arguments_text: text, ...rest } = step
  if (text === undefined) return step
  try {
    const value: unknown = JSON.parse(text)
    return { ...(rest as InteractionStep), ...(isObject(value) && { arguments: value }) }
  } catch {
    // Cut short: what was given with the call stays.
    return rest
  }
}

/** An interaction after one more event. The one before stays as it was. */
export function foldInteraction(before: Interaction, event: InteractionEvent): Interaction {
  const { index, step, delta, interaction, status } = event
  const steps = [...before.steps]
  // A stream that was taken up begins with a later step: what it counts from is not here.
  const at = index !== undefined && index < steps.length ? index : steps.length - 1
  const current = steps[at]
  switch (event.event_type) {
    case 'interaction.created':
    case 'interaction.completed': {
      // The steps have been told one by one; the news may have none, or all.
      const told = Array.isArray(interaction?.steps) && interaction.steps.length > 0 ? interaction.steps : steps
      return withOutput({ ...before, ...interaction, steps: told })
    }
    case 'interaction.status_update':
      return {
        ...before,
        ...(status && { status }),
        ...(event.continuation_token && { continuation_token: event.continuation_token }),
      }
    case 'step.start':
      if (step) steps[Math.min(index ?? steps.length, steps.length)] = step
      return { ...before, steps }
    case 'step.delta':
      if (delta && current) steps[at] = withDelta(current, delta)
      // Taken up in the middle of a step.
      else if (delta) steps.push(withDelta({ type: THOUGHTS.has(delta.type) ? 'thought' : 'model_output' }, delta))
      return withOutput({ ...before, steps })
    case 'step.stop':
      if (current) steps[at] = finished(current)
      return withOutput({ ...before, steps })
    default:
      return before
  }
}
