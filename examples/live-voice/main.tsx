/**
 * Talk with Gemini. The page speaks with Google by itself, with a token for one conversation; the key stays on the server.
 * Run it with `npm run example live-voice`. The tokens are made in `server.ts`.
 */
import { createRoot } from 'react-dom/client'
import { GenAIProvider, liveWithTokens } from 'react-genai'
import { LivePanel } from 'react-genai/widgets'
import 'react-genai/styles.css'
import '../page.css'

const client = liveWithTokens(async () => {
  const response = await fetch('/api/live-token', { method: 'POST' })
  return response.text()
})

createRoot(document.getElementById('root')!).render(
  <GenAIProvider>
    <h1>Say something</h1>
    <LivePanel
      client={client}
      model="gemini-2.5-flash-native-audio-preview-09-2025"
      config={{ systemInstruction: 'Be brief and friendly.' }}
    />
  </GenAIProvider>,
)
