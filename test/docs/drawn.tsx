/** What components of the documents are given, what is pressed in them, and what is asked then. */
import { renderHook, waitFor } from '@testing-library/react'
import { GenAIProvider, GenerateResponse, Message, type useChat } from 'react-genai'
import { mockAgent, mockBackend } from 'react-genai/testing'
import { expect } from 'vitest'
import type { Network } from './network.ts'

export interface Drawing {
  doc: string
  component: string
  /** Stands in its block. */
  word: string
  props?: Record<string, unknown>
  /** Which of its buttons is pressed. */
  press?: number
  sent?: string
  /** What happens while it runs. */
  meanwhile?: () => void
  /** What else has come of it. */
  after?: (module: Record<string, unknown>, network: Network) => unknown
}

const message = new Message({ role: 'model', content: [{ text: 'Hello' }] })

/** Says a sentence, word by word, as a reply does. */
function say(): void {
  const article = document.body.appendChild(document.createElement('article'))
  for (const [at, word] of ['It ', 'is ', '21 °C'].entries()) setTimeout(() => article.append(word), at * 50 + 50)
}

/** A hook that a page writes: its flow is asked as its server wants to be. */
async function askShop(module: Record<string, unknown>): Promise<void> {
  const backend = mockBackend<{ question: string; before: number }, { answer: string }>()
  const useShopChat = module['useShopChat'] as (flow: typeof backend) => ReturnType<typeof useChat>
  const { result } = renderHook(() => useShopChat(backend), { wrapper: GenAIProvider })
  result.current.send('Where is it?')
  await waitFor(() => expect(backend.requests[0]?.input).toEqual({ question: 'Where is it?', before: 0 }))
  backend.end({ answer: 'Here.' })
  await waitFor(() => expect(result.current.messages.at(-1)?.text).toBe('Here.'))
}

export const DRAWN: readonly Drawing[] = [
  { doc: 'README.md', component: 'Chat', word: 'export function Menu', press: 0, sent: 'POST /api/chat' },
  { doc: 'README.md', component: 'Menu', word: 'export function Menu', press: 0, sent: 'POST /api/menu' },
  { doc: 'docs/agents.md', component: 'Desk', word: 'goTo', press: 0, sent: 'POST /api/support' },
  { doc: 'docs/agents.md', component: 'Research', word: 'isDetached', props: { agent: mockAgent().agent } },
  { doc: 'docs/agents.md', component: 'Chat', word: 'toChatTransport', press: 0, sent: 'POST /api/support' },
  { doc: 'docs/chat.md', component: 'Thread', word: 'useMessageIds', press: 0, sent: 'POST /api/chat' },
  { doc: 'docs/components.md', component: 'Thread', word: 'PartsProvider', props: { messages: [message] } },
  { doc: 'docs/components.md', component: 'Thread', word: 'Composer', props: { messages: [], send: () => undefined } },
  {
    doc: 'docs/components.md',
    component: 'Grounded',
    word: 'groundingOf',
    props: { response: new GenerateResponse({ message: { role: 'model', content: [{ text: 'Hello' }] } }) },
  },
  { doc: 'docs/markdown.md', component: 'Article', word: 'MathProps', props: { text: 'A [link](/there), $x$' } },
  { doc: 'docs/recipes.md', component: 'Providers', word: 'authorization', props: { children: 'The app' } },
  { doc: 'docs/recipes.md', component: 'Poem', word: 'isStopped', press: 0, sent: 'POST /api/poem' },
  { doc: 'docs/recipes.md', component: 'Poem', word: 'ErrorNotice', press: 0, sent: 'POST /api/poem' },
  { doc: 'docs/recipes.md', component: 'Cook', word: 'isComplete', press: 0, sent: 'POST /api/recipe' },
  { doc: 'docs/recipes.md', component: 'Pictures', word: 'PartsProvider', props: { children: 'The app' } },
  { doc: 'docs/recipes.md', component: 'Answer', word: 'navigate', props: { text: 'A [link](/there)' } },
  { doc: 'docs/structured-output.md', component: 'MenuCard', word: 'isComplete', press: 0, sent: 'POST /api/menu' },
  { doc: 'docs/testing.md', component: 'Composer', word: 'watchText', meanwhile: say },
  { doc: 'docs/chat.md', component: 'useShopChat', word: 'toInput', after: askShop },
]
