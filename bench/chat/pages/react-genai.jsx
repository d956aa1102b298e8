import { createGenkitClient, GenAIProvider } from 'react-genai'
import { ChatWidget } from 'react-genai/widgets'
import 'react-genai/styles.css'
import { roleOf, stage, texts } from './stage.jsx'

const backend = createGenkitClient({ baseUrl: '/' }).flow('flow')
const messages = texts.map((text, index) => ({
  role: roleOf(index) === 'user' ? 'user' : 'model',
  content: [{ text }],
}))

stage(() => (
  <GenAIProvider>
    <ChatWidget backend={backend} messages={messages} style={{ blockSize: '100vh' }} />
  </GenAIProvider>
))
