import { createGenkitClient } from 'react-genai/client'

/** The server's client: the page's addresses, asked where the flows are. Cookies or a token of who asks would go along here. */
const genkit = createGenkitClient({
  baseUrl: '/api',
  fetch: (address, init) => fetch(new URL(String(address), process.env['FLOWS']), init),
})
export const menu = genkit.flow<string, string>('menu')
