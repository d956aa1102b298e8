import { createGenkitClient } from 'react-genai/client'

/** The page's client. A flow's address is also its key in the cache, so the server's client has the same `baseUrl`. */
export const genkit = createGenkitClient({ baseUrl: '/api' })
export const menu = genkit.flow<string, string>('menu')
