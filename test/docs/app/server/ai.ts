/** Genkit as a reader has it, but for the model, which answers without a network. */
import { genkit } from 'genkit/beta'

export const ai = genkit({ model: 'offline' })

ai.defineModel({ name: 'offline', supports: { tools: true, multiturn: true } }, async (request, streamingCallback) => {
  const asked = request.messages.at(-1)?.content[0]?.text ?? ''
  for (const text of ['You said: ', asked]) streamingCallback?.({ content: [{ text }] })
  return { message: { role: 'model', content: [{ text: `You said: ${asked}` }] }, finishReason: 'stop' }
})
