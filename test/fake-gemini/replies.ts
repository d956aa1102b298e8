import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { GoogleError } from './google-error.ts'
import type { JsonObject } from './json.ts'

export function sendJson(response: ServerResponse, body: JsonObject): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' })
  response.end(JSON.stringify(body))
}

/** The real service answers errors on its streaming endpoints as an event stream whose body is not one. */
export function sendError(response: ServerResponse, error: unknown, streaming: boolean): void {
  const told = error instanceof GoogleError ? error : new GoogleError(500, `The fake has a defect: ${String(error)}`)
  if (response.headersSent) return void response.destroy()
  const contentType = streaming ? 'text/event-stream' : 'application/json; charset=UTF-8'
  response.writeHead(told.code, { 'content-type': contentType })
  response.end(`${JSON.stringify(told, undefined, 2)}\n`)
}

export function sendBytes(response: ServerResponse, bytes: Uint8Array, contentType: string): void {
  response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.byteLength })
  response.end(bytes)
}

/** An answer that is still being written. `left` says that the client has gone, or that the answer is complete. */
export interface StreamReply {
  readonly left: AbortSignal
  write(text: string): void
  end(text?: string): void
  /** Breaks the connection once all that was written is on its way. */
  cut(): void
}

export function openStream(response: ServerResponse, contentType: string): StreamReply {
  const leaving = new AbortController()
  response.once('close', () => leaving.abort())
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-cache' })
  response.flushHeaders()
  return {
    left: leaving.signal,
    write: (text) => void response.write(text),
    end: (text) => void response.end(text),
    cut: () => response.socket?.destroySoon(),
  }
}

/** Waits, and tells whether there is still somebody to answer. */
export async function pause(ms: number, left: AbortSignal): Promise<boolean> {
  await sleep(ms, undefined, { signal: left }).catch(() => undefined)
  return !left.aborted
}

export const untilLeft = (left: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (left.aborted) return resolve()
    left.addEventListener('abort', () => resolve(), { once: true })
  })
