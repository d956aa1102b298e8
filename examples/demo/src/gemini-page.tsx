import { createGeminiClient, indexedDbStorage } from 'react-genai'
import { ChatWidget } from 'react-genai/widgets'

// A proxy on this server holds the key.
const gemini = createGeminiClient({ baseUrl: '/gemini' })
const flash = gemini.model('gemini-2.5-flash', {
  systemInstruction: 'Be brief and friendly.',
  thinkingConfig: { includeThoughts: true },
  tools: [{ functionDeclarations: [{ name: 'localTime', description: 'The time where the person is.' }] }],
})
const storage = indexedDbStorage({ name: 'react-genai-demo-gemini' })

const tools = {
  localTime: {
    execute: () => ({
      time: new Date().toLocaleTimeString('en'),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
  },
}

export function GeminiPage() {
  return (
    <>
      <h1>Gemini</h1>
      <p className="lead">
        The same chat on the Gemini API, through a proxy that holds the key. Without GEMINI_API_KEY a stand-in on this
        machine says what you said.
      </p>
      <ChatWidget
        backend={flash}
        storage={storage}
        attachments={{ accept: 'image/*,audio/*,application/pdf', maxBytes: 5_000_000 }}
        tools={tools}
        suggestions={['Why is the sky blue?', 'What time is it here?', 'A haiku about rain']}
        welcome="Ask Gemini"
        title="Gemini chat"
      />
    </>
  )
}
