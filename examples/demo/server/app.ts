import express, { type ErrorRequestHandler } from 'express'
import { answerFlow, menuFlow } from './flows.ts'
import { expressHandler } from './genkit.ts'

/** A body that is too big or no JSON is the sender's affair: said in Genkit's words, not as a page of the dev server's. */
const refuse: ErrorRequestHandler = (error: { status?: number; message?: string }, _request, response, next) => {
  if (response.headersSent || !error.status) return next(error)
  response.status(error.status).json({ status: 'INVALID_ARGUMENT', message: error.message })
}

/** Mounted under `/api` by the page's own server. */
export const app = express()
app.use(express.json({ limit: '1mb' }))
app.post('/answer', expressHandler(answerFlow))
app.post('/menu', expressHandler(menuFlow))
app.use(refuse)
