import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { connection } from 'next/server'
import { generateOptions, GenerateResponse } from 'react-genai'
import { Markdown } from 'react-genai/components'
import { menu } from './genkit-server'
import { Help } from './help'
import { Today } from './today'

/** The model is asked on the server: its answer is in the HTML, and the page does not ask again. */
export default async function Page() {
  await connection() // At each visit, not when the app is built.
  const queryClient = new QueryClient()
  const data = await queryClient.fetchQuery(generateOptions(menu, 'today'))
  const { text } = new GenerateResponse(data)
  return (
    <main>
      <h1>Harbour café</h1>
      <Markdown text={`**Open** until ${text.length > 0 ? 'ten' : 'further notice'}.`} />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <Today />
      </HydrationBoundary>
      <Help />
    </main>
  )
}
