import express, { type Express } from 'express'
import { startFakeGemini } from '../../../test/fake-gemini/index.ts'
import { geminiProxy } from '../../gemini-proxy/express.ts'
import { liveProxy } from '../../gemini-proxy/live.ts'
import { FOR_CHATS } from '../../gemini-proxy/web.ts'

const key = process.env['GEMINI_API_KEY']

/** Where Gemini is. Without a key it is a stand-in on this machine, which says what you said. */
const upstream = key ? undefined : startFakeGemini()

/** Beyond chats: what the page of services shows. They are the files and jobs of whoever holds the key. */
const FOR_SERVICES =
  /^(?:(?:GET|DELETE) v1beta\/(?:files|batches|interactions)(?:\/[\w-]+)?|GET v1beta\/models|POST v1beta\/(?:models\/[\w.-]+:batchGenerateContent|batches\/[\w-]+:cancel|interactions(?:\/[\w-]+\/cancel)?)|POST upload\/v1beta\/files)$/

/** Mounted under `/gemini`: the proxies of the examples, as an app would have them. */
export async function createGeminiApp(): Promise<{
  app: Express
  upgrade: ReturnType<typeof liveProxy>
  close: () => Promise<void>
}> {
  const standIn = await upstream
  const app = express()
  const credential = () => ({ 'x-goog-api-key': key ?? 'none' })
  const where = standIn ? { upstream: standIn.url } : {}
  app.use(
    geminiProxy({
      credential,
      // Anybody on this machine. A real server would look who is signed in.
      allow: (_request, call) => FOR_CHATS.test(call) || FOR_SERVICES.test(call),
      ...where,
    }),
  )
  const upgrade = liveProxy({ credential, allow: () => true, ...where })
  return { app, upgrade, close: async () => standIn?.close() }
}
