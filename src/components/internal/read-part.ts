import type { Part } from '../../model/data.ts'
import { partKind } from '../../model/part.ts'
import { field } from './field.ts'
import { isObject } from './is-object.ts'

/** The text that the component of a kind goes by: a field of its payload, or the payload itself. */
const TEXTS: Readonly<Record<string, string>> = {
  text: '',
  reasoning: '',
  media: 'url',
  toolRequest: 'name',
  toolResponse: 'name',
  resource: 'uri',
}

function fits(kind: string, payload: unknown): boolean {
  const key = TEXTS[kind]
  if (key === undefined) return kind === 'data' || isObject(payload)
  return typeof (key ? field(payload, key) : payload) === 'string'
}

/**
 * A part that a component may take at its word. Replies have been read when they came; what an app, a cache or an older
 * version hands in has not. What is no part becomes `custom.malformed`, as it does there.
 */
export function readPart(given: unknown): Part | undefined {
  if (given === undefined || given === null) return undefined
  const part = given as Part
  const kind = isObject(given) ? partKind(part) : 'custom'
  if (kind && !fits(kind, (given as Record<string, unknown>)[kind])) return { custom: { malformed: given } }
  const { metadata, ...rest } = part
  return metadata === undefined || isObject(metadata) ? part : rest
}
