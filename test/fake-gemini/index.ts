import { createAuthTokens } from './auth-tokens.ts'
import { createBatches } from './batches.ts'
import { createCaches } from './caches.ts'
import { embeddingRoutes } from './embeddings.ts'
import { PendingFaults, type Faults } from './faults.ts'
import { createFiles } from './files.ts'
import { createGeneration } from './generate.ts'
import { createInteractions } from './interactions.ts'
import { createLive } from './live.ts'
import { createModels } from './models.ts'
import { createOperations } from './operations.ts'
import { predictRoutes } from './predict.ts'
import type { JsonObject } from './json.ts'
import type { ScriptedReply } from './script.ts'
import { createHttpService, type FakeRequest } from './server.ts'
import { createStores } from './stores.ts'
import { tokenRoutes } from './tokens.ts'
import { createTunings } from './tunings.ts'
import { createUploads } from './uploads.ts'
import { createVertexJobs } from './vertex-jobs.ts'

export type { GeminiResponseJson } from './script.ts'

/** The Gemini service on this machine, with state that lasts until it is closed. */
export interface FakeGemini extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Every HTTP request and every opening of a WebSocket, in order. */
  readonly requests: FakeRequest[]
  /** Connections of HTTP streams that are open right now. */
  readonly openStreams: number
  /** Live sessions that are open right now. */
  readonly openSockets: number
  /** Replies of the next generateContent and streamGenerateContent calls, first in first out. Without one it echoes. */
  script(...replies: ScriptedReply[]): void
  /** Misbehaviour on command. */
  readonly faults: Faults
  close(): Promise<void>
}

export interface FakeGeminiOptions {
  /** Requests without this key are refused. */
  apiKey?: string
  /** Where the URLs of uploads point to. The real host, unless a test is about a proxy that rewrites them. */
  uploadOrigin?: string
  /** Answers generateContent and streamGenerateContent where nothing is scripted. Without one, or nothing from it, it echoes. */
  answer?: (request: JsonObject) => ScriptedReply | undefined
}

export async function startFakeGemini(options: FakeGeminiOptions = {}): Promise<FakeGemini> {
  const { apiKey, answer, uploadOrigin = 'https://generativelanguage.googleapis.com' } = options
  const faults = new PendingFaults()
  const uploads = createUploads(uploadOrigin, faults)
  const operations = createOperations()
  const files = createFiles(uploads, faults)
  const caches = createCaches()
  const tunings = createTunings(operations)
  const models = createModels(tunings)
  const stores = createStores({ files, operations, uploads })
  const generation = createGeneration({ models, files, caches, stores, answer })
  const interactions = createInteractions(faults)
  const authTokens = createAuthTokens()

  const routes = [
    generation.routes,
    models.routes,
    tokenRoutes(models),
    embeddingRoutes(),
    predictRoutes(files, operations),
    files.routes,
    caches.routes,
    stores.routes,
    createBatches({ models, files, generation }),
    tunings.routes,
    createVertexJobs(),
    interactions.routes,
    authTokens.routes,
    operations.routes,
  ].flat()
  const http = createHttpService({ apiKey, routes, uploads, faults })
  const live = createLive({ server: http.server, log: http.log, apiKey, authTokens, faults })
  const url = await http.listen()

  const close = async () => {
    interactions.stopAll()
    live.close()
    await http.close()
  }
  return {
    url,
    requests: http.requests,
    get openStreams() {
      return http.openStreams()
    },
    get openSockets() {
      return live.openSockets()
    },
    script: generation.script,
    faults: {
      nextStatus: faults.nextStatus,
      cutUploadAt: faults.cutUploadAt,
      dropUploadStatus: faults.dropUploadStatus,
      failProcessing: faults.failProcessing,
      cutInteractionStream: faults.cutInteractionStream,
      closeLive: live.closeLive,
      goAway: live.goAway,
      interruptLive: live.interrupt,
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
