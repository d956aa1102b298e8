/**
 * An agent that asks before it acts: the refund waits in a card until somebody approves it.
 * Run it with `npm run example agent-approval`. The agent and its tool are in `server.ts`.
 */
import { createRoot } from 'react-dom/client'
import { createGenkitClient, GenAIProvider } from 'react-genai'
import { ChatWidget } from 'react-genai/widgets'
import 'react-genai/styles.css'
import '../page.css'

const genkit = createGenkitClient({ baseUrl: '/api' })

createRoot(document.getElementById('root')!).render(
  <GenAIProvider client={genkit}>
    <h1>Back office</h1>
    <ChatWidget
      agent="desk"
      title="Orders and refunds"
      welcome="What should the back office do?"
      suggestions={['Refund order A117', 'What can you do?']}
    />
  </GenAIProvider>,
)
