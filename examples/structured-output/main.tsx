/**
 * An object that fills in while the model writes it: typed, checked by a schema, drawn by components of your own.
 * Run it with `npm run example structured-output`. The schema is in `recipe.ts`, the flow in `server.ts`.
 */
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createGenkitClient, useStream } from 'react-genai'
import { Composer, ErrorNotice } from 'react-genai/components'
import 'react-genai/styles.css'
import '../page.css'
import './recipe.css'
import { Recipe } from './recipe.ts'

const genkit = createGenkitClient({ baseUrl: '/api' })
const recipe = genkit.flow('recipe', { output: { schema: Recipe } })

function Cookbook() {
  const [dish, setDish] = useState('Pancakes for four')
  const { output, isComplete, isStreaming, error, start, stop, retry } = useStream(recipe)
  return (
    <>
      <h1>What shall we cook?</h1>
      <Composer value={dish} onChange={setDish} onSend={() => start(dish)} onStop={stop} busy={isStreaming} />
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {output && (
        <article className="recipe" aria-busy={isStreaming}>
          <h2>{output.title}</h2>
          <ul>
            {output.ingredients?.map((ingredient, at) => (
              <li key={at} aria-busy={!isComplete(['ingredients', at])}>
                {ingredient.amount} {ingredient.name}
              </li>
            ))}
          </ul>
          <ol>
            {output.steps?.map((step, at) => (
              <li key={at}>{step}</li>
            ))}
          </ol>
        </article>
      )}
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Cookbook />)
