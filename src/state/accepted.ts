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
