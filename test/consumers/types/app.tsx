/** Something of every public entry point, as an app uses it. */
import { useQuery } from '@tanstack/react-query'
import { useRef, type ReactNode } from 'react'
import {
  createGeminiClient,
  createGenkitClient,
  GenAIProvider,
  generateOptions,
  modelQueries,
  useChat,
  useStream,
} from 'react-genai'
import { type Backend, GenerateResponse } from 'react-genai/client'
import { Markdown, MessageView, type PartProps } from 'react-genai/components'
import { GenAIDevtools } from 'react-genai/devtools'
import { french } from 'react-genai/languages'
import { end, mockBackend, replayBackend, script, text } from 'react-genai/testing'
import { countRenders } from 'react-genai/testing/react'
import { Ask, ChatWidget, ObjectForm } from 'react-genai/widgets'
import * as z from 'zod'
import 'react-genai/styles.css'

const genkit = createGenkitClient({ baseUrl: '/api' })
const gemini = createGeminiClient({ baseUrl: '/gemini' })
const Dish = z.object({ title: z.string(), price: z.number() })
const menu: Backend<string> = genkit.flow<string>('menu')

export function useDish(): { title: string | undefined; price: number | undefined } {
  const reply = useStream(menu, { output: { schema: Dish } })
  const whole = useQuery(generateOptions(menu, 'sushi', { output: { schema: Dish } }))
  const price: number | undefined = whole.data?.output?.price
  return { title: reply.status === 'done' ? reply.response.output?.title : reply.output?.title, price }
}

function Loud({ part }: PartProps<'text'>): ReactNode {
  return <strong>{part.text}</strong>
}

export function Talk(): ReactNode {
  const { messages, send, stop, status } = useChat(genkit.flow('chat'))
  const models = useQuery(modelQueries.list(gemini))
  const section = useRef<HTMLElement>(null)
  return (
    <GenAIProvider client={genkit} gemini={gemini}>
      <GenAIDevtools>
        {messages.map((message) => (
          <MessageView key={message.id} message={message} streaming={message.status === 'streaming'} />
        ))}
        <button onClick={() => (status === 'streaming' ? stop() : void send('Hello'))}>
          {models.data?.items.length}
        </button>
        <Markdown text="**Hello**" />
        <Ask ref={section} backend={menu} labels={french} parts={{ text: Loud }} />
        <ChatWidget backend={genkit.flow('chat')} title="Ask us" threads />
        <ObjectForm output={{ schema: Dish }} backend={menu} onSubmit={({ price }) => price.toFixed(2)} />
      </GenAIDevtools>
    </GenAIProvider>
  )
}

export async function read(): Promise<string> {
  const { Count, commits } = countRenders()
  const mock = mockBackend()
  mock.text('Hello')
  for await (const { text: word } of mock.stream('Hi')) console.log(word, Count, commits)
  const response: GenerateResponse = await replayBackend(script(text('Hello'), end())).generate('Hi')
  const { text: said } = response
  const { text: answer } = await gemini.models.generateContent({ model: 'gemini-2.5-flash', contents: said })
  return answer ?? new GenerateResponse({}).text
}
