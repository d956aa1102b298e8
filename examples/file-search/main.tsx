/**
 * Questions to your own files: Gemini searches them, and says where its answer stands.
 * Run it with `npm run example file-search`. What the page may ask of Gemini is in `server.ts`.
 */
import { useMutation, useQuery } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { createGeminiClient, documentQueries, fileSearchStoreQueries, GenAIProvider, useUpload } from 'react-genai'
import { Ask } from 'react-genai/widgets'
import 'react-genai/styles.css'
import '../page.css'

const gemini = createGeminiClient({ baseUrl: '/gemini' })

function Handbook() {
  const stores = useQuery(fileSearchStoreQueries.list(gemini))
  const create = useMutation(fileSearchStoreQueries.create(gemini))
  const store = stores.data?.items[0]?.name
  if (store) return <Shelf store={store} />
  return (
    <button
      className="rg-button"
      disabled={stores.isPending || create.isPending}
      onClick={() => create.mutate({ config: { displayName: 'Handbook' } })}
    >
      Begin a handbook
    </button>
  )
}

function Shelf({ store }: { store: string }) {
  const { uploads, add } = useUpload(gemini, { store })
  const documents = useQuery(documentQueries.list(gemini, store))
  const flash = gemini.model('gemini-2.5-flash', { tools: [{ fileSearch: { fileSearchStoreNames: [store] } }] })
  return (
    <>
      <label>
        Add files <input type="file" multiple onChange={({ target }) => add([...(target.files ?? [])])} />
      </label>
      <ul>
        {documents.data?.items.map(({ name, displayName }) => (
          <li key={name}>{displayName}</li>
        ))}
        {uploads
          .filter(({ status }) => status !== 'ready')
          .map(({ id, name, status, progress }) => (
            <li key={id}>
              {name} {status} <progress aria-label={name} value={progress} />
            </li>
          ))}
      </ul>
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
