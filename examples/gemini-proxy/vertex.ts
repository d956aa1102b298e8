/**
 * Gemini through Vertex AI: pages ask with `createGeminiClient({ baseUrl: '/vertex', vertex: { project, location } })`, and
 * this server adds its service account's token. Tokens last an hour; `getAccessToken` renews them.
 */
import express, { type Express, type Request } from 'express'
import { GoogleAuth } from 'google-auth-library'
import { geminiProxy } from './express.ts'

export interface VertexServerOptions {
  /** Who may ask: whoever it lets in spends the project's money. */
  isSignedIn: (request: Request) => boolean | Promise<boolean>
  project: string
  location: string
  /** Default: the application's own credentials. */
  accessToken?: () => Promise<string>
  upstream?: string
}

const CALLS = /^[\w.@-]+:(?:generateContent|streamGenerateContent|countTokens)$/
const auth = new GoogleAuth({ scopes: 'https://www.googleapis.com/auth/cloud-platform' })
const ownToken = async (): Promise<string> => (await auth.getAccessToken()) ?? ''

export function vertexServer({
  isSignedIn,
  project,
  location,
  accessToken = ownToken,
  upstream = `https://${location}-aiplatform.googleapis.com`,
}: VertexServerOptions): Express {
  const own = `POST v1beta1/projects/${project}/locations/${location}/publishers/google/models/`
  const app = express()
  app.use(
    '/vertex',
    geminiProxy({
      upstream,
      credential: async () => ({ authorization: `Bearer ${await accessToken()}` }),
      // This project's models, and nothing else that the account may do.
      allow: (request, call) => call.startsWith(own) && CALLS.test(call.slice(own.length)) && isSignedIn(request),
    }),
  )
  return app
}
