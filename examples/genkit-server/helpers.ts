/** For a Genkit server whose flows a browser reads. Copy what you need: none of it runs in the page. */
import type { RequestHandler } from 'express'
import type { GenerateResponse } from 'genkit/beta'

/**
 * A model's response as a page may have it. `response.toJSON()` holds the whole request besides: the system prompt, the
 * tools with their schemas, retrieved documents, and the history once more.
 *
 * @example
 * return toReply(await response)
 */
export function toReply(response: GenerateResponse) {
  const { request: _, ...reply } = response.toJSON()
  return reply
}

/**
 * Lets a flow hear that its reader has gone. Genkit's Express handler (1.42) listens for the end of the request, which has
 * come before it listens; what it also listens for is the `timeout` of a request. Not for routes with a stream manager:
 * those are meant to go on.
 *
 * @example
 * app.post('/chat', abortable, expressHandler(chat))
 */
export const abortable: RequestHandler = (request, response, next) => {
  response.once('close', () => {
    if (!response.writableFinished) request.emit('timeout')
  })
  next()
}

/**
 * What a page of another origin must be let do for streams that it can take up again: send their id, and read it.
 *
 * @example
 * app.use('/api', streamCors(['https://app.example.com']))
 */
export const streamCors =
  (origins: readonly string[]): RequestHandler =>
  (request, response, next) => {
    const origin = request.get('origin')
    if (origin === undefined || !origins.includes(origin)) return next()
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Headers': 'content-type, authorization, x-genkit-stream-id',
      'Access-Control-Expose-Headers': 'x-genkit-stream-id, x-genkit-trace-id',
      Vary: 'Origin',
    })
    if (request.method === 'OPTIONS') response.status(204).end()
    else next()
  }

/**
 * Keeps a server alive on Express 4. Genkit's handler (1.42), loaded beside another copy of Genkit's core as ES modules do,
 * throws for the id of a stream that it no longer has; Express 4 does not catch what a handler throws late, and Node ends
 * the process. Here it is answered with 204, as it should have been.
 *
 * @example
 * app.post('/chat', answered(expressHandler(chat, { streamManager })))
 */
export const answered =
  (handler: RequestHandler): RequestHandler =>
  async (request, response, next) => {
    try {
      await handler(request, response, next)
    } catch (error) {
      if (response.headersSent) return next(error)
      if (error instanceof Error && error.name === 'StreamNotFoundError') response.status(204).end()
      else next(error)
    }
  }

/** Asks a flow to stop between two turns of its tool loop: `ai.generate` (1.42) hands the signal to the model only. */
export function throwIfGone(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason
}
