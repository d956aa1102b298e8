/** The server of the cookbook: a flow that streams what the model writes, and returns the whole recipe. */
import { expressHandler } from '@genkit-ai/express'
import { googleAI } from '@genkit-ai/google-genai'
import express from 'express'
import { genkit, z } from 'genkit/beta'
import { toJSONSchema } from 'zod'
import { Recipe } from './recipe.ts'

const ai = genkit({ plugins: [googleAI()], model: googleAI.model('gemini-2.5-flash') })

const recipe = ai.defineFlow({ name: 'recipe', inputSchema: z.string() }, async (dish, { sendChunk }) => {
  const { stream, response } = ai.generateStream({
    prompt: `A recipe for: ${dish}`,
    output: { jsonSchema: toJSONSchema(Recipe, { target: 'draft-7' }) },
  })
  for await (const chunk of stream) sendChunk(chunk.toJSON())
  return (await response).output
})

export const app = express().use('/api', express.json()).post('/api/recipe', expressHandler(recipe))
