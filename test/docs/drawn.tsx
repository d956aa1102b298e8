/** What components of the documents are given, what is pressed in them, and what is asked then. */
import { ChatMessage, GenerateResponse, Message } from 'react-genai'
import { mockAgent } from 'react-genai/testing'

interface Drawing {
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
}

const message = new Message({ role: 'model', content: [{ text: 'Hello' }] })
const data = { id: '1', parentId: null, createdAt: 0, status: 'done', role: 'model', content: [{ text: 'Hello' }] }

/** Says a sentence, word by word, as a reply does. */
function say(): void {
  const article = document.body.appendChild(document.createElement('article'))
  for (const [at, word] of ['It ', 'is ', '21 °C'].entries()) setTimeout(() => article.append(word), at * 50 + 50)
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
  { doc: 'docs/components.md', component: 'Grounded', word: 'groundingOf', props: { response: new GenerateResponse({ message: data }) } },
  { doc: 'docs/markdown.md', component: 'Article', word: 'MathProps', props: { text: 'A [link](/there), $x$' } },
  { doc: 'docs/structured-output.md', component: 'MenuCard', word: 'isComplete', press: 0, sent: 'POST /api/menu' },
  { doc: 'docs/testing.md', component: 'Example', word: 'watchText', meanwhile: say },
]
