type Method = (...args: never[]) => Promise<unknown>
/** The names of the methods that take their time anyway. */
type Methods<S> = { [K in keyof S]: S[K] extends Method ? K : never }[keyof S]

/** A service whose code is fetched with its first call. */
export function onDemand<S extends object>(load: () => Promise<S>) {
  let service: Promise<S> | undefined
  const get = (): Promise<S> => {
    service ??= load().catch((error: unknown) => {
      // Perhaps there was no network: the next call tries again.
      service = undefined
      throw error
    })
    return service
  }
  return {
    /** The service, as far as these methods go. */
    with: <K extends Methods<S>>(...names: readonly K[]): Pick<S, K> =>
      Object.fromEntries(
        names.map((name) => [
          name,
          async (...args: never[]): Promise<unknown> => {
            const found = await get()
            return (found[name] as Method)(...args)
          },
        ]),
      ) as unknown as Pick<S, K>,
  }
}
