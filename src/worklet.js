// Hands on what the microphone hears, some milliseconds at a time. Runs beside the page, so that it is never late.
const SIZE = 1024

class Recorder extends AudioWorkletProcessor {
  constructor() {
    super()
    this.samples = new Float32Array(SIZE)
    this.count = 0
  }

  process([[channel] = []]) {
    if (!channel) return true
    for (const sample of channel) {
      this.samples[this.count++] = sample
      if (this.count < SIZE) continue
      this.port.postMessage(this.samples, [this.samples.buffer])
      this.samples = new Float32Array(SIZE)
      this.count = 0
    }
    return true
  }
}

registerProcessor('react-genai-recorder', Recorder)
