/**
 * A chat in your page: it streams, shows what its tools do, and is still there after a reload.
 * Run it with `npm run example chat-widget`. The flow behind it is in `server.ts`.
 */
import { createRoot } from 'react-dom/client'
import { createGenkitClient, GenAIProvider, indexedDbStorage } from 'react-genai'
import { ChatWidget } from 'react-genai/widgets'
import 'react-genai/styles.css'
import '../page.css'

const genkit = createGenkitClient({ baseUrl: '/api' })
const chat = genkit.flow('chat')
const storage = indexedDbStorage({ name: 'bookshop' })

createRoot(document.getElementById('root')!).render(
  <GenAIProvider client={genkit}>
    <h1>The corner bookshop</h1>
    <ChatWidget
      backend={chat}
      storage={storage}
      title="Ask the bookshop"
      welcome="How can we help?"
      suggestions={['Where is my order A117?', 'What should I read on a train?']}
    />
  </GenAIProvider>,
)
