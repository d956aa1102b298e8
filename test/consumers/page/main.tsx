/** The same page for every React: a question, a chat, a text, in StrictMode. */
import { StrictMode, useState, version } from 'react'
import { createRoot } from 'react-dom/client'
import { createGenkitClient, GenAIProvider } from 'react-genai'
import { Markdown } from 'react-genai/components'
import { Ask, ChatWidget } from 'react-genai/widgets'
import 'react-genai/styles.css'

const genkit = createGenkitClient({ baseUrl: '/api' })
const menu = genkit.flow<string>('menu')
const chat = genkit.flow('chat')

function Shop() {
  const [orders, setOrders] = useState(0)
  return (
    <>
      <h1>React {version}</h1>
      <button onClick={() => setOrders((count) => count + 1)}>Orders: {orders}</button>
      <Markdown text={`You have **${orders}** orders.`} />
      <Ask backend={menu} onSuccess={() => setOrders((count) => count + 1)} />
      <ChatWidget backend={chat} title="Ask us" suggestions={['Go on']} />
    </>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <GenAIProvider client={genkit}>
      <Shop />
    </GenAIProvider>
  </StrictMode>,
)
