import { isObject } from './is-object.ts'

/** A text in what may be anything. */
export const field = (value: unknown, name: string): string | undefined => {
  const found = isObject(value) ? value[name] : undefined
  return typeof found === 'string' ? found : undefined
}
