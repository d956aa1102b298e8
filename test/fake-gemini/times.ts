import { badRequest } from './google-error.ts'

export const now = (): string => new Date().toISOString()
export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString()

/** `"300s"` or `"1.5s"`, the way protobuf writes a duration. */
export function secondsOf(duration: string): number {
  const seconds = /^(?<number>\d+(?:\.\d+)?)s$/.exec(duration)?.groups?.['number']
  if (seconds === undefined) throw badRequest(`Invalid value (Duration), "${duration}". Durations end with an s.`)
  return Number(seconds)
}
