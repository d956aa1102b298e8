import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../fixtures/genkit/traces/', import.meta.url)

/** What a real server was asked and answered, as it was recorded. */
export interface Trace {
  name: string
  path: string
  /** It was asked to stream. */
  isStream: boolean
  request: { data?: unknown; init?: unknown }
  status: number
  headers: [name: string, value: string][]
  body: string
}

const PASSED_ON = /^(?:content-type|x-genkit-[\w-]+|retry-after)$/i

function read(name: string): Trace {
  const text = readFileSync(new URL(name, folder), 'utf8')
  const body = /^\[response body[^\n]*\]\n([^]*?)\n?\[end(?: of body)?\]/m.exec(text)?.[1] ?? ''
  const asked = /^\[request body\][ \n](.*)$/m.exec(text)?.[1] ?? '{}'
  const headers = [...text.matchAll(/^< ([\w-]+): (.*?)\r?$/gm)].map(([, key = '', value = '']): [string, string] => [
    key,
    value,
  ])
  let request: Trace['request'] = {}
  try {
    request = JSON.parse(asked) as Trace['request']
  } catch {
    // Some were asked with what is no JSON.
  }
  return {
    name: name.replace('.txt', ''),
    path: /^> POST (\S+)/m.exec(text)?.[1] ?? '/',
    isStream: /^> accept: text\/event-stream/im.test(text) || /[?&]stream=true/.test(text),
    request,
    status: Number(/^< HTTP\/?\S* (\d{3})/m.exec(text)?.[1] ?? 200),
    headers: headers.filter(([key]) => PASSED_ON.test(key)),
    body,
  }
}

export const traces: readonly Trace[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .map(read)

/** Answers as the server of a trace did, in pieces of so many bytes. */
export function answering(trace: Trace, { pieces = Infinity, length = Infinity } = {}): typeof globalThis.fetch {
  const bytes = new TextEncoder().encode(trace.body).slice(0, length)
  return async () => {
    if (trace.status === 204) return new Response(null, { status: 204 })
    let at = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) return controller.close()
        controller.enqueue(bytes.slice(at, Math.min(at + pieces, bytes.length)))
        at += pieces
      },
    })
    return new Response(body, { status: trace.status, headers: trace.headers })
  }
}
