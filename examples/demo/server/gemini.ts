import express, { type Express } from 'express'
import { startFakeGemini } from '../../../test/fake-gemini/index.ts'
import { geminiProxy } from '../../gemini-proxy/express.ts'
import { FOR_CHATS } from '../../gemini-proxy/web.ts'

const key = process.env['GEMINI_API_KEY']

/** Where Gemini is. Without a key it is a stand-in on this machine, which says what you said. */
const upstream = key ? undefined : startFakeGemini()

/** Mounted under `/gemini`: the proxy of the examples, as an app would have it. */
export async function createGeminiApp(): Promise<{ app: Express; close: () => Promise<void> }> {
  const standIn = await upstream
  const app = express()
  app.use(
    geminiProxy({
      credential: () => ({ 'x-goog-api-key': key ?? 'none' }),
      // Anybody on this machine. A real server would look who is signed in.
      allow: (_request, call) => FOR_CHATS.test(call),
      ...(standIn && { upstream: standIn.url }),
    }),
  )
  return { app, close: async () => standIn?.close() }
}
