import { invalid } from './invalid.ts'

/** What a file is. @throws GenAIError `invalid` when nobody says so. */
export function mimeTypeOf(file: Blob, given: string | undefined): string {
  const type = given ?? file.type
  if (!type) throw invalid('The file has no type. Say what it is: `config: { mimeType }`.')
  return type
}
