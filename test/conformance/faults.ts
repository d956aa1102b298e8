/** Both wires for `run-faults.ts`: `WIRE=gemini tsx run-faults.ts test/conformance/faults.ts`. Needs a build. */
import { createGeminiClient, createGenkitClient } from 'react-genai/client'

const wire = process.env['WIRE'] === 'gemini' ? 'gemini' : 'genkit'

interface StreamOptions {
  signal?: AbortSignal
  timeoutMs?: number
  maxRetries?: number
  onText(text: string): void
}

export default {
  name: `react-genai, ${wire}`,
  wire,
  claims: { retries: true, idleTimeout: true },
  async stream(baseUrl: string, { signal, timeoutMs, maxRetries, onText }: StreamOptions): Promise<void> {
    const options = {
      baseUrl,
      ...(timeoutMs !== undefined && { timeout: timeoutMs, idleTimeout: timeoutMs }),
      ...(maxRetries !== undefined && { retry: Math.min(maxRetries, 2) }),
    }
    const reply =
      wire === 'gemini'
        ? createGeminiClient({ ...options, apiKey: 'x' })
            .model('m')
            .stream('hi', { signal })
        : createGenkitClient(options).flow('flow').stream('hi', { signal })
    try {
      for await (const { text } of reply) onText(text)
      await reply.resolve()
    } catch (cause) {
      // The runner looks for a status by the name that most clients give it.
      throw cause instanceof Error && 'httpStatus' in cause
        ? Object.assign(cause, { status: cause.httpStatus ?? ('status' in cause ? cause.status : undefined) })
        : cause
    }
  },
}
