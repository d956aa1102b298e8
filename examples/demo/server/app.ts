import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import { chatFlow } from './chat.ts'
import { deskAgent } from './agent.ts'
import { answerFlow, menuFlow } from './flows.ts'
import { expressHandler, InMemoryStreamManager } from './genkit.ts'

/** A body that is too big or no JSON is the sender's affair: said in Genkit's words, not as a page of the dev server's. */
const refuse: ErrorRequestHandler = (error: { status?: number; message?: string }, _request, response, next) => {
  if (response.headersSent || !error.status) return next(error)
  response.status(error.status).json({ status: 'INVALID_ARGUMENT', message: error.message })
}

/** A route that asks who is there, to show what a refusal looks like: it takes any key but the expired one. */
const requireKey: RequestHandler = (request, response, next) => {
  if (request.headers['x-demo-key'] !== 'expired') return next()
  response.status(401).json({ status: 'UNAUTHENTICATED', message: 'Your session has expired. Sign in again.' })
}

/** Mounted under `/api` by the page's own server. */
export const app = express()
// Pictures travel inside the messages.
app.use(express.json({ limit: '20mb' }))
app.post('/answer', expressHandler(answerFlow))
// Keeps what it has streamed, so that a reply outlives its connection, and the page.
const streamManager = new InMemoryStreamManager()
app.post('/chat', requireKey, expressHandler(chatFlow, { streamManager }))
app.post('/forgetful-chat', requireKey, expressHandler(chatFlow))
app.post('/desk', expressHandler(deskAgent, { streamManager }))
app.post('/desk/getSnapshot', expressHandler(deskAgent.getSnapshotDataAction))
app.post('/desk/abort', expressHandler(deskAgent.abortAgentAction))
app.post('/menu', expressHandler(menuFlow))
app.use(refuse)
