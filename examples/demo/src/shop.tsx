import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createGenkitClient, GenAIProvider } from 'react-genai'
import { ChatWidget, Isolated } from 'react-genai/widgets'
import styles from 'react-genai/styles.css?inline'
import type { chatFlow } from '../server/chat.ts'
import './shop.css'

const genkit = createGenkitClient({ baseUrl: '/api' })

const root = document.getElementById('chat')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <GenAIProvider client={genkit}>
        <Isolated styles={styles}>
          <ChatWidget
            backend={genkit.flow<typeof chatFlow>('chat')}
            mode="floating"
            title="Ask the shop"
            suggestions={['Why is the sky blue?', 'What is the weather in Oslo?']}
          />
        </Isolated>
      </GenAIProvider>
    </StrictMode>,
  )
}
