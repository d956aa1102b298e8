/** The server of the conversation: it has the key, and makes a token for whoever may talk. */
import express from 'express'
import { createGeminiClient } from 'react-genai/client'

const gemini = createGeminiClient({ apiKey: process.env['GEMINI_API_KEY'] ?? '' })

export const app = express().post('/api/live-token', async (_request, response) => {
  // Here a real server looks who is signed in: a token is money.
  const token = await gemini.authTokens.create({ config: { uses: 1 } })
  response.type('text').send(token.name)
})
