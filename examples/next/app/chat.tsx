'use client'
/** What lives in the browser: the tip, which the server has already asked for, and the chat. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { createGenkitClient, generateOptions } from 'react-genai'
import { ChatWidget } from 'react-genai/widgets'

const genkit = createGenkitClient({ baseUrl: '/api' })
const chat = genkit.flow('chat')
const tip = generateOptions(genkit.flow('tip'), 'reading')

export function Tip() {
  const { data } = useSuspenseQuery(tip)
  return <p>{data.text}</p>
}

export function Chat() {
  return <ChatWidget backend={chat} title="Ask the bookshop" suggestions={['What should I read on a train?']} />
}
