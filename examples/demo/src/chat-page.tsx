import { onlineManager } from '@tanstack/react-query'
import { useState } from 'react'
import { createGenkitClient, indexedDbStorage, useOnline } from 'react-genai'
import { ChatWidget } from 'react-genai/widgets'
import type { chatFlow } from '../server/chat.ts'
import { tools } from './tools.tsx'

/** What the buttons above the chat break. */
const faults = { expired: false }

const genkit = createGenkitClient({
  baseUrl: '/api',
  headers: () => (faults.expired ? { 'x-demo-key': 'expired' } : {}),
})
const chat = genkit.flow<typeof chatFlow>('chat')
/** The same, from a route that does not keep what it has streamed. */
const forgetful = genkit.flow<typeof chatFlow>('forgetful-chat')
const storage = indexedDbStorage({ name: 'react-genai-demo' })

const suggestions = [
  'Plan a trip to Bergen',
  'What is the weather in Oslo?',
  'Transfer 500 to Ada',
  'Delete all files in /tmp',
  'What time is it here?',
  'Draw a sunset',
  'A menu as JSON',
  'Fail halfway',
]

export function ChatPage() {
  const [isExpired, setExpired] = useState(false)
  const [isForgetful, setForgetful] = useState(false)
  const isOnline = useOnline()
  return (
    <>
      <h1>Chat</h1>
      <p className="lead">
        Kept in this browser, in every tab. Reload while it writes, or break it with the boxes; no word is lost.
      </p>
      <p className="breakers">
        <label>
          <input
            type="checkbox"
            checked={isExpired}
            onChange={({ target }) => setExpired((faults.expired = target.checked))}
          />{' '}
          Session expired
        </label>
        <label>
          <input type="checkbox" checked={isForgetful} onChange={({ target }) => setForgetful(target.checked)} />{' '}
          Forgetful server
        </label>
        <label>
          <input
            type="checkbox"
            checked={!isOnline}
            onChange={({ target }) => onlineManager.setOnline(!target.checked)}
          />{' '}
          Offline
        </label>
      </p>
      <ChatWidget
        backend={isForgetful ? forgetful : chat}
        storage={storage}
        threads
        attachments={{ accept: 'image/*', maxBytes: 5_000_000 }}
        tools={tools}
        suggestions={suggestions}
        welcome="What shall we talk about?"
        title="Genkit chat"
      />
    </>
  )
}
