import { GenAIError, type GenAIErrorCode } from '../model/errors.ts'
import { shownUrl } from './shown-url.ts'

type Trouble = typeof import('./trouble.ts')

export const loadTrouble = (): Promise<Trouble | undefined> => import('./trouble.ts').catch(() => undefined)

/** A failure in words, which are told the address as it may be shown. Where they cannot be loaded, its code has to do. */
export async function worded(
  code: GenAIErrorCode,
  url: string,
  say: (words: Trouble, shown: string) => GenAIError | Promise<GenAIError>,
): Promise<GenAIError> {
  const words = await loadTrouble()
  const shown = shownUrl(url)
  return words ? say(words, shown) : new GenAIError(code, `${shown} failed.`, { retryable: true })
}
