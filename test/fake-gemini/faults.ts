import { GoogleError } from './google-error.ts'

/** Misbehaviour on command. Every fault counts down and is then forgotten. */
export interface Faults {
  /** The next `times` requests get this HTTP status. A 429 says in a RetryInfo how long to wait. */
  nextStatus(code: number, times?: number, retryDelay?: string): void
  /** Destroys the connection while it receives this byte of an upload, once. Whole multiples of 256 KiB are kept. */
  cutUploadAt(offset: number): void
  /** The next `times` chunks are stored, but their replies lack `x-goog-upload-status`. */
  dropUploadStatus(times: number): void
  /** The next `times` files fail to be processed. */
  failProcessing(times: number): void
  /** The next `times` event streams of interactions break off after so many events. */
  cutInteractionStream(afterEvents: number, times: number): void
  /** Closes the live sessions, at once or after so many more messages of the server; the next one when none is open. */
  closeLive(code: number, afterMessages?: number): void
  /** Somebody speaks in the open live sessions, which ends what is being said there. */
  interruptLive(): void
  /** Tells the open live sessions that they have a second left, and closes them shortly after. */
  goAway(): void
}

/** What is still to go wrong, for those who have to do it. */
export class PendingFaults {
  private readonly statuses: { code: number; retryDelay: string }[] = []
  private readonly uploadCuts = new Set<number>()
  private readonly interactionCuts: number[] = []
  private uploadStatusDrops = 0
  private failures = 0

  nextStatus = (code: number, times = 1, retryDelay = '0.1s'): void => {
    for (let at = 0; at < times; at++) this.statuses.push({ code, retryDelay })
  }
  cutUploadAt = (offset: number): void => void this.uploadCuts.add(offset)
  dropUploadStatus = (times: number): void => void (this.uploadStatusDrops += times)
  failProcessing = (times: number): void => void (this.failures += times)
  cutInteractionStream = (afterEvents: number, times: number): void => {
    for (let at = 0; at < times; at++) this.interactionCuts.push(afterEvents)
  }

  throwNextStatus(): void {
    const next = this.statuses.shift()
    if (!next) return
    const { code, retryDelay } = next
    const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }
    throw new GoogleError(
      code,
      code === 429 ? `Resource has been exhausted. Please retry in ${retryDelay}.` : `Answered ${code} on command.`,
      { details: code === 429 ? [retry] : [] },
    )
  }

  /** The byte at which an upload that has these bytes in flight breaks, if it does. */
  takeUploadCut(from: number, until: number): number | undefined {
    const cut = [...this.uploadCuts].find((offset) => offset >= from && offset < until)
    if (cut !== undefined) this.uploadCuts.delete(cut)
    return cut
  }

  takeInteractionCut = (): number => this.interactionCuts.shift() ?? Infinity
  takeUploadStatusDrop = (): boolean => this.uploadStatusDrops > 0 && this.uploadStatusDrops-- > 0
  takeFailure = (): boolean => this.failures > 0 && this.failures-- > 0
}
