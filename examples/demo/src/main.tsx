import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createGenkitClient, GenAIProvider } from 'react-genai'
import { Ask } from 'react-genai/widgets'
import 'react-genai/styles.css'
// A type, so nothing of the server reaches the page.
import type { answerFlow } from '../server/flows.ts'
import './page.css'

const genkit = createGenkitClient({ baseUrl: '/api' })
const answer = genkit.flow<typeof answerFlow>('answer')

const suggestions = [
  'Why is the sky blue?',
  'Think: how many tennis balls fit in a bus?',
  'Draw a sunset',
  'What is the weather in Oslo?',
  'Transfer 500 to Ada',
  'A menu as JSON',
  'Fail halfway',
]

function Page() {
  return (
    <main className="page">
      <h1>Ask the model</h1>
      <p className="lead">Every answer streams from a real Genkit flow on this server.</p>
      <Ask backend={answer} suggestions={suggestions} />
    </main>
  )
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <GenAIProvider client={genkit}>
        <Page />
      </GenAIProvider>
    </StrictMode>,
  )
}
