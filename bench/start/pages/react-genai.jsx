/** README's page: a chat with its list of conversations, kept in the browser. */
import { createRoot } from 'react-dom/client'
import { createGenkitClient, GenAIProvider, indexedDbStorage } from 'react-genai'
import { ChatWidget } from 'react-genai/widgets'
import 'react-genai/styles.css'

const genkit = createGenkitClient({ baseUrl: '/' })
const storage = indexedDbStorage()

createRoot(document.querySelector('#root')).render(
  <GenAIProvider client={genkit}>
    <ChatWidget
      backend={genkit.flow('flow')}
      title="Ask us"
      suggestions={['Where is my order?']}
      storage={storage}
      threads
    />
  </GenAIProvider>,
)
