'use client'
import { ChatWidget } from 'react-genai/widgets'
import { genkit } from './genkit'

const chat = genkit.flow('chat')

export function Help() {
  return <ChatWidget backend={chat} title="Ask us" suggestions={['Is there soup?']} />
}
