/** The body of an answer. Each packet waits until it is read, so an end waits for those before it. */
export class HeldBody {
  readonly stream: ReadableStream<Uint8Array>
  readonly #packets: Uint8Array[] = []
  #controller!: ReadableStreamDefaultController<Uint8Array>
  #given = 0
  #isWanted = false
  #end: (() => void) | undefined

  /** `onLeave`: whoever read has gone. */
  constructor(onLeave: () => void) {
    const source: UnderlyingDefaultSource<Uint8Array> = {
      start: (controller) => void (this.#controller = controller),
      pull: () => {
        this.#isWanted = true
        this.#give()
      },
      cancel: onLeave,
    }
    // Nothing before somebody reads.
    this.stream = new ReadableStream<Uint8Array>(source, { highWaterMark: 0 })
  }

  push(packet: Uint8Array): void {
    this.#packets.push(packet)
    this.#give()
  }

  close(): void {
    this.#end = () => this.#controller.close()
    this.#give()
  }

  /** Breaks behind what was sent. */
  break(error: unknown): void {
    this.#end = () => this.#controller.error(error)
    this.#give()
  }

  /** Breaks at once: nobody wants what was sent. */
  stop(reason: unknown): void {
    this.#controller.error(reason)
  }

  #give(): void {
    const packet = this.#packets[this.#given]
    if (!packet) return this.#end?.()
    if (!this.#isWanted) return
    this.#isWanted = false
    this.#given++
    this.#controller.enqueue(packet)
  }
}
