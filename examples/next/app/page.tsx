/**
 * Next, App Router: the tip of the day comes with the page, the chat beneath it streams.
 * Copy `app/` into an app with `next`, `genkit`, `@genkit-ai/google-genai`, `react-genai` and `@tanstack/react-query`, set
 * GEMINI_API_KEY, and run `next dev`.
 */
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { createGenkitClient, generateOptions } from 'react-genai'
import { Chat, Tip } from './chat'
import { POST } from './genkit'

export const metadata = { title: 'The corner bookshop' }
// A tip for each visit, not one for each build.
export const dynamic = 'force-dynamic'

// The server asks itself, without a detour over the network. The address is the browser's, and so is the key of the query.
const genkit = createGenkitClient({
  baseUrl: '/api',
  fetch: (address, init) => POST(new Request(new URL(address as string, 'http://localhost'), init)),
})

export default async function Page() {
  const queryClient = new QueryClient()
  await queryClient.prefetchQuery(generateOptions(genkit.flow('tip'), 'reading'))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <h1>The corner bookshop</h1>
      <Tip />
      <Chat />
    </HydrationBoundary>
  )
}
