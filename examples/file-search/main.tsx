/**
 * Questions to your own files: Gemini searches them, and says where its answer stands.
 * Run it with `npm run example file-search`. What the page may ask of Gemini is in `server.ts`.
 */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { createGeminiClient, documentQueries, fileSearchStoreQueries, GenAIProvider, useUpload } from 'react-genai'
import { Ask } from 'react-genai/widgets'
import 'react-genai/styles.css'
import '../page.css'

const gemini = createGeminiClient({ baseUrl: '/gemini' })
const start = { justifySelf: 'start' }

function Handbook() {
  const stores = useQuery(fileSearchStoreQueries.list(gemini))
  const { mutate, isPending } = useMutation(fileSearchStoreQueries.create(gemini))
  const store = stores.data?.items[0]?.name
  if (store) return <Shelf store={store} />
  const begin = () => mutate({ config: { displayName: 'Handbook' } })
  return (
    <button className="rg-button" style={start} disabled={stores.isPending || isPending} onClick={begin}>
      Begin a handbook
    </button>
  )
}

function Shelf({ store }: { store: string }) {
  const input = useRef<HTMLInputElement>(null)
  const { uploads, add } = useUpload(gemini, { store })
  const { data: documents } = useQuery(documentQueries.list(gemini, store))
  const underway = uploads.filter(({ status }) => status !== 'ready')
  const flash = gemini.model('gemini-2.5-flash', { tools: [{ fileSearch: { fileSearchStoreNames: [store] } }] })
  return (
    <>
      <button className="rg-button" style={start} onClick={() => input.current?.click()}>
        Add files
      </button>
      <input ref={input} type="file" multiple hidden onChange={({ target }) => add([...(target.files ?? [])])} />
      {documents?.items.map(({ name, displayName }) => (
        <span key={name}>{displayName}</span>
      ))}
      {underway.map(({ id, name, progress }) => (
        <progress key={id} aria-label={name} value={progress} />
      ))}
      <Ask backend={flash} placeholder="Ask the handbook" suggestions={['How many days of holiday do I have?']} />
    </>
  )
}

createRoot(document.getElementById('root')!).render(
  <GenAIProvider>
    <h1>Ask the handbook</h1>
    <Handbook />
  </GenAIProvider>,
)
