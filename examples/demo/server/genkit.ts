/**
 * Genkit, from its CommonJS build. `@genkit-ai/express` 1.42 loads that build even in an ES module; with the other build
 * beside it every error would reach the browser as a bare 500, because the two do not know each other's error classes.
 */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export const { genkit, z, GenkitError, InMemorySessionStore, InMemoryStreamManager } =
  require('genkit/beta') as typeof import('genkit/beta')
export const { expressHandler } = require('@genkit-ai/express') as typeof import('@genkit-ai/express')

/** Google's plugin, loaded only when there is a key for it. */
export const loadGoogle = (): typeof import('@genkit-ai/google-genai') =>
  require('@genkit-ai/google-genai') as typeof import('@genkit-ai/google-genai')
