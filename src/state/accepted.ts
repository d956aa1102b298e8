import { GenAIError } from '../model/errors.ts'

const isFile = (file: unknown): boolean => file instanceof Blob && typeof (file as Partial<File>).name === 'string'

/** Files that are to be taken in: all of them, or none. @throws GenAIError `invalid` for what is no list of files. */
export function filesIn(files: readonly File[]): readonly File[] {
  const list: unknown = Symbol.iterator in Object(files) && [...files]
  if (Array.isArray(list) && list.every(isFile)) return list as File[]
  throw new GenAIError('invalid', 'This is no list of files, so nothing was added. Give an array of `File`.')
}

/** Whether a file is of a kind that `accept` names. */
export function isAccepted({ name, type }: File, accept: string | undefined): boolean {
  const kinds = accept?.split(',').map((kind) => kind.trim().toLowerCase())
  return (
    !kinds?.some(Boolean) ||
    kinds.some((kind) =>
      kind.startsWith('.')
        ? name.toLowerCase().endsWith(kind)
        : kind === '*/*' || kind === '*'
          ? true
          : kind.endsWith('/*')
            ? type.startsWith(kind.slice(0, -1))
            : kind === type,
    )
  )
}
