import express from 'express'
import { answerFlow, menuFlow } from './flows.ts'
import { expressHandler } from './genkit.ts'

/** Mounted under `/api` by the page's own server. */
export const app = express()
app.use(express.json())
app.post('/answer', expressHandler(answerFlow))
app.post('/menu', expressHandler(menuFlow))
