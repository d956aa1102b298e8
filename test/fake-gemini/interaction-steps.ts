import { randomUUID } from 'node:crypto'
import { piecesOf, quoteResults } from './answers.ts'
import { isObject, objectsAt, textAt, type JsonObject } from './json.ts'
import { recall, toolCallIn } from './tool-calls.ts'

/** A step as a stream builds it up: how it begins, what is added, and what it is in the end. */
export interface StepPlan {
  start: JsonObject
  deltas: JsonObject[]
  step: JsonObject
}

export interface Said {
  text: string
  results: JsonObject[]
}

/** What an input says: a text, contents, or steps, of which some may bring the results of tools. */
export function readInput(input: unknown): Said {
  if (typeof input === 'string') return { text: input, results: [] }
  const items = (Array.isArray(input) ? input : [input]).filter(isObject)
  const texts = items.flatMap((item): string[] => {
    if (item['type'] === 'user_input') return [readInput(item['content']).text]
    if (item['type'] === 'text') return [textAt(item, 'text') ?? '']
    const mimeType = textAt(item, 'mime_type')
    return mimeType === undefined ? [] : [`[${mimeType}]`]
  })
  return { text: texts.join(' '), results: items.filter((item) => item['type'] === 'function_result') }
}

/** The steps with which an interaction answers. It thinks first, and says so to whoever wants to know. */
export function planSteps({ text, results }: Said, before: string[], summarises: boolean): StepPlan[] {
  const answer = results.map((result) => ({ name: result['name'], response: result['result'] }))
  const tool = results.length > 0 ? undefined : toolCallIn(text)
  if (tool) return [thought(`They want ${tool.name}.`, summarises), functionCall(tool.name, tool.args)]
  const said = answer.length > 0 ? quoteResults(answer) : (recall(text, before) ?? `You said: ${text}`)
  return [thought('They said something.', summarises), modelOutput(said)]
}

function thought(summary: string, summarises: boolean): StepPlan {
  const signature = Buffer.from(summary).toString('base64')
  const content = { type: 'text', text: summary }
  const signed = { type: 'thought_signature', signature }
  return {
    start: { type: 'thought' },
    deltas: summarises ? [{ type: 'thought_summary', content }, signed] : [signed],
    step: { type: 'thought', ...(summarises && { summary: [content] }), signature },
  }
}

const modelOutput = (text: string): StepPlan => ({
  start: { type: 'model_output' },
  deltas: piecesOf(text).map((piece) => ({ type: 'text', text: piece })),
  step: { type: 'model_output', content: [{ type: 'text', text }] },
})

function functionCall(name: string, args: JsonObject): StepPlan {
  const start = { type: 'function_call', id: `call-${randomUUID().slice(0, 8)}`, name, arguments: {} }
  // Fragments of JSON, cut where no value ends.
  const fragments = JSON.stringify(args).match(/.{1,7}/gs) ?? []
  return {
    start,
    deltas: fragments.map((fragment) => ({ type: 'arguments_delta', arguments: fragment })),
    step: { ...start, arguments: args },
  }
}

export const callIdsOf = (interaction: JsonObject): unknown[] =>
  objectsAt(interaction, 'steps').flatMap((step) => (step['type'] === 'function_call' ? [step['id']] : []))
