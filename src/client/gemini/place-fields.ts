import type { RequestConfig } from '../../wire/gemini-request.ts'
import { isObject, type Fields } from '../../wire/json.ts'

/** Sets `a.b.c`, making what is on the way. */
function setAt(target: Fields, path: string, value: unknown): void {
  const [key = '', ...rest] = path.split('.')
  if (rest.length === 0) target[key] = value
  else {
    const inner = isObject(target[key]) ? target[key] : {}
    setAt(inner, rest.join('.'), value)
    target[key] = inner
  }
}

/** A config without what is the client's own. */
export function fieldsOf({ httpOptions: _, abortSignal: _signal, ...fields }: RequestConfig): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null))
}

/**
 * The fields of a flat config where the service wants them: `paths` names those that go somewhere else, or (`''`) nowhere;
 * the rest goes to `home`.
 */
export function placeFields(config: RequestConfig = {}, paths: Record<string, string> = {}, home = ''): Fields {
  const body: Fields = {}
  for (const [name, value] of Object.entries(fieldsOf(config))) {
    const path = Object.hasOwn(paths, name) ? paths[name] : [home, name].filter(Boolean).join('.')
    if (path) setAt(body, path, value)
  }
  return body
}
