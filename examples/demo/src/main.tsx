import { StrictMode, useState, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { createGenkitClient, GenAIProvider } from 'react-genai'
import { GenAIDevtools } from 'react-genai/devtools'
import { Ask, ObjectForm } from 'react-genai/widgets'
import 'react-genai/styles.css'
import * as z from 'zod/mini'
// Types, so nothing of the server reaches the page.
import type { answerFlow, menuFlow } from '../server/flows.ts'
import { AgentPage } from './agent-page.tsx'
import { ChatPage } from './chat-page.tsx'
import { GeminiPage } from './gemini-page.tsx'
import { ServicesPage } from './services-page.tsx'
import './page.css'

// zod would compile its schemas, which a strict Content-Security-Policy forbids; and zod/mini has no messages by itself.
z.config({ ...z.locales.en(), jitless: true })

const Menu = z.object({
  title: z.string().check(z.minLength(3)),
  courses: z.array(z.object({ name: z.string(), price: z.number().check(z.positive()), vegan: z.boolean() })),
})

const genkit = createGenkitClient({ baseUrl: '/api' })
const answer = genkit.flow<typeof answerFlow>('answer')
const menu = genkit.flow<typeof menuFlow>('menu')

const suggestions = [
  'Why is the sky blue?',
  'Plan a trip to Bergen',
  'Think: how many tennis balls fit in a bus?',
  'Draw a sunset',
  'What is the weather in Oslo?',
  'Transfer 500 to Ada',
  'A menu as JSON',
  'Fail halfway',
]

function AskPage() {
  return (
    <>
      <h1>Ask the model</h1>
      <p className="lead">Every answer streams from a real Genkit flow on this server.</p>
      <Ask backend={answer} suggestions={suggestions} />
    </>
  )
}

function FormPage() {
  const [saved, setSaved] = useState('')
  return (
    <>
      <h1>Fill in a form</h1>
      <p className="lead">The model writes a menu, field by field. Correct what you like, then use it.</p>
      <ObjectForm
        backend={menu}
        output={{ schema: Menu }}
        toInput={(theme) => ({ theme })}
        suggestions={['A Friday evening in autumn', 'A birthday for eight']}
        onSubmit={({ title, courses }) => setSaved(`Saved “${title}” with ${courses.length} courses.`)}
      />
      <output className="saved">{saved}</output>
    </>
  )
}

const PAGES = [
  ['chat', 'Chat', ChatPage],
  ['agent', 'Agent', AgentPage],
  ['ask', 'Ask', AskPage],
  ['form', 'Fill in a form', FormPage],
  ['gemini', 'Gemini', GeminiPage],
  ['services', 'Services', ServicesPage],
] as const

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

function Page() {
  const hash = useSyncExternalStore(subscribe, () => location.hash.slice(1))
  const [current, , Shown] = PAGES.find(([name]) => name === hash) ?? PAGES[0]
  return (
    <main className="page" data-page={current}>
      <nav className="nav" aria-label="Examples">
        {PAGES.map(([name, label]) => (
          <a key={name} href={`#${name}`} aria-current={name === current ? 'page' : undefined}>
            {label}
          </a>
        ))}
        <a href="shop.html">In a shop</a>
      </nav>
      <Shown />
    </main>
  )
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <GenAIProvider client={genkit}>
        <GenAIDevtools>
          <Page />
        </GenAIDevtools>
      </GenAIProvider>
    </StrictMode>,
  )
}
