import { createRoot } from 'react-dom/client'
import { type ChatInput, GenAIProvider } from 'react-genai'
import { type Recording, replayBackend } from 'react-genai/testing'
import { Ask, ChatWidget } from 'react-genai/widgets'
import { tools } from '../../../examples/demo/src/tools.tsx'

/** A page with nothing but a recording behind it. */
export function play(recording: Recording, widget: 'ask' | 'chat'): void {
  const answer = replayBackend(recording)
  const chat = replayBackend<ChatInput>(recording)
  createRoot(document.body.appendChild(document.createElement('div'))).render(
    <GenAIProvider>
      {widget === 'ask' ? <Ask backend={answer} /> : <ChatWidget backend={chat} tools={tools} />}
    </GenAIProvider>,
  )
}
