/** The server of the handbook: a proxy that has the key, and lets through what this page needs and nothing else. */
import express from 'express'
import { geminiProxy } from '../gemini-proxy/express.ts'

const CALLS = [
  /^POST v1beta\/models\/gemini-2\.5-flash:streamGenerateContent$/,
  /^(?:GET|POST) v1beta\/fileSearchStores$/,
  /^GET v1beta\/fileSearchStores\/[\w-]+\/(?:documents|upload\/operations\/[\w-]+)$/,
  /^POST upload\/v1beta\/fileSearchStores\/[\w-]+:uploadToFileSearchStore$/,
]

export const app = express().use(
  '/gemini',
  geminiProxy({
    credential: () => ({ 'x-goog-api-key': process.env['GEMINI_API_KEY'] ?? '' }),
    // Here a real server also looks who is signed in, and whose store it is.
    allow: (_request, call) => CALLS.some((allowed) => allowed.test(call)),
  }),
)
