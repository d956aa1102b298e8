import { badRequest } from './google-error.ts'
import { isObject, type JsonObject } from './json.ts'

export interface ToolCall {
  name: string
  args: JsonObject
}

/** Who says `call weather {"city":"Oslo"}` to a live session or an interaction gets that tool called. */
export function toolCallIn(text: string): ToolCall | undefined {
  const { name, args } = /\bcall (?<name>\w+)(?:\s*(?<args>\{.*\}))?/s.exec(text)?.groups ?? {}
  if (name === undefined) return undefined
  return { name, args: args === undefined ? {} : readArgs(args) }
}

function readArgs(text: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(text)
    if (isObject(parsed)) return parsed
  } catch {
    // Told below, with the other things that are no arguments.
  }
  throw badRequest(`The arguments of a call are a JSON object, not ${text}`)
}

/** Who asks what was said is told, so that a test sees what a conversation remembers. */
export const recall = (text: string, before: string[]): string | undefined =>
  /what did i say/i.test(text) ? `I remember: ${before.join(', ')}` : undefined
