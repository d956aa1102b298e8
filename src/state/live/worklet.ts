/** The same as `worklet.js`, for pages that may run what they have made themselves. */
const SOURCE = `class R extends AudioWorkletProcessor {
  s = new Float32Array(1024)
  n = 0
  process([[c] = []]) {
    if (c) for (const x of c) {
      this.s[this.n++] = x
      if (this.n === 1024) {
        this.port.postMessage(this.s)
        this.n = 0
      }
    }
    return true
  }
}
registerProcessor('react-genai-recorder', R)`

let made: string | undefined

/** An address of it. Made once in a page. */
export const workletUrl = (): string => (made ??= URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' })))
