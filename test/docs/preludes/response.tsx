import { GenerateResponse } from 'react-genai'

const toolRequest = { name: 'transfer', ref: '1', input: { amount: 100 } }
export const response = new GenerateResponse({
  finishReason: 'interrupted',
  message: { role: 'model', content: [{ toolRequest, metadata: { interrupt: true } }] },
})
