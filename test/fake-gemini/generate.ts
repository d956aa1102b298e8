import { answerTo, chunksSaying, lastSaid } from './answers.ts'
import type { Caches } from './caches.ts'
import type { Files } from './files.ts'
import { badRequest, GoogleError } from './google-error.ts'
import { objectAt, objectsAt, textAt, type JsonObject } from './json.ts'
import type { Models } from './models.ts'
import { pause, untilLeft } from './replies.ts'
import { gemini, vertex, type Call, type Handler, type Route } from './router.ts'
import { chunksOf, mergeChunks, wholeOf, type GeminiResponseJson, type ScriptedReply } from './script.ts'
import type { Stores } from './stores.ts'

export interface Generation {
  routes: Route[]
  script(...replies: ScriptedReply[]): void
  /** Answers a request that comes from elsewhere, such as a batch. Nothing is taken from the script. */
  answer(request: JsonObject, model: string): GeminiResponseJson
}

interface Sources {
  models: Models
  files: Files
  caches: Caches
  stores: Stores
  /** Answers in place of the echo, where it has one. */
  answer?: ((request: JsonObject) => ScriptedReply | undefined) | undefined
}

/** generateContent and streamGenerateContent: what the script says, and an echo where it says nothing. */
export function createGeneration({ models, files, caches, stores, answer }: Sources): Generation {
  const scripted: ScriptedReply[] = []

  const echo = (request: JsonObject, model: string): GeminiResponseJson[] => {
    const contents = objectsAt(request, 'contents')
    if (contents.length === 0) throw badRequest('* GenerateContentRequest.contents: contents is not specified\n')
    for (const part of contents.flatMap((content) => objectsAt(content, 'parts'))) {
      const uri = textAt(objectAt(part, 'fileData') ?? {}, 'fileUri')
      if (uri !== undefined) files.mustBeUsable(uri)
    }
    const cache = textAt(request, 'cachedContent')
    const names = objectsAt(request, 'tools').map((tool) => objectAt(tool, 'fileSearch')?.['fileSearchStoreNames'])
    const searched = names.flat().filter((name) => typeof name === 'string')
    const found = stores.search(searched, lastSaid(contents))
    if (found) return found
    const chunks = chunksSaying(answerTo(contents), request, model)
    const last = chunks.at(-1)
    if (cache !== undefined && last) {
      last.usageMetadata = { ...last.usageMetadata, cachedContentTokenCount: caches.tokensOf(cache) }
    }
    return chunks
  }

  const nextReply = async (call: Call, left: AbortSignal): Promise<Exclude<ScriptedReply, { error: unknown }>> => {
    const model = models.mustGenerate(call)
    const reply = scripted.shift() ?? answer?.(call.body) ?? { chunks: echo(call.body, model), delay: 1 }
    if (!('error' in reply)) return reply
    if (reply.delay !== undefined) await pause(reply.delay, left)
    const { code, message, status, details } = reply.error
    throw new GoogleError(code, message, { status, ...(details && { details }) })
  }

  const unary: Handler = async (call) => {
    const left = leaving(call)
    const reply = await nextReply(call, left)
    if (reply.delay !== undefined) await pause(reply.delay, left)
    if (reply.hold) await untilLeft(left)
    if (reply.cutAfter !== undefined) call.response.destroy()
    return left.aborted || call.response.destroyed ? undefined : wholeOf(reply)
  }

  const streamed: Handler = async (call) => {
    const reply = await nextReply(call, leaving(call))
    const events = call.query.get('alt') === 'sse'
    const stream = call.openStream(events ? 'text/event-stream' : 'application/json; charset=UTF-8')
    let sent = 0
    for (const chunk of chunksOf(reply)) {
      if (sent === reply.cutAfter) break
      if (reply.delay !== undefined && !(await pause(reply.delay, stream.left))) return undefined
      const json = JSON.stringify(chunk)
      stream.write(events ? `data: ${json}\r\n\r\n` : `${sent === 0 ? '[' : '\n,\r\n'}${json}`)
      sent++
    }
    if (reply.cutAfter !== undefined) stream.cut()
    else if (reply.hold) await untilLeft(stream.left)
    else stream.end(events ? undefined : `${sent === 0 ? '[' : ''}\n]\n`)
    return undefined
  }

  const on = (action: string, handle: Handler): Route[] => [
    gemini(`POST models/{model}:${action}`, handle),
    gemini(`POST tunedModels/{tuned}:${action}`, handle),
    vertex(`POST publishers/{publisher}/models/{model}:${action}`, handle),
  ]
  return {
    routes: [...on('generateContent', unary), ...on('streamGenerateContent', streamed)],
    script: (...replies) => void scripted.push(...replies),
    answer: (request, model) => mergeChunks(echo(request, model)),
  }
}

function leaving({ response }: Call): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => controller.abort())
  return controller.signal
}
