import {
  type Backend,
  type ChatInput,
  type ChatMessage,
  createChatStore,
  createGenkitClient,
  type GenAIError,
  useChat,
  useChatValue,
  useMessage,
  type UseChatResult,
} from 'react-genai'
import type { ToolProps } from 'react-genai/components'
import { ChatWidget } from 'react-genai/widgets'
import { describe, expectTypeOf, test } from 'vitest'
import * as z from 'zod'

declare const chatFlow: Backend<ChatInput, unknown, unknown>
declare const shopFlow: Backend<{ question: string }, { answer: string }>
declare const anyFlow: Backend
const genkit = createGenkitClient()

describe('useChat', () => {
  test('takes a flow of conversations as it is, and asks for toInput of any other', () => {
    expectTypeOf(useChat(chatFlow)).toEqualTypeOf<UseChatResult>()
    useChat(anyFlow)
    useChat(genkit.flow('chat'))
    useChat(shopFlow, { toInput: ({ text }) => ({ question: text }) })
    // @ts-expect-error its input is not a conversation
    useChat(shopFlow)
    // @ts-expect-error
    useChat(shopFlow, {})
    // @ts-expect-error the flow takes a question
    useChat(shopFlow, { toInput: ({ text }) => ({ q: text }) })
  })

  test('a response is typed by the flow', () => {
    useChat(shopFlow, {
      toInput: ({ text, history, message, resume, threadId }) => {
        expectTypeOf(history.length).toEqualTypeOf<number>()
        expectTypeOf(message?.content[0]).not.toBeNever()
        expectTypeOf(resume?.respond?.[0]?.toolResponse.name).toEqualTypeOf<string | undefined>()
        expectTypeOf(threadId).toEqualTypeOf<string>()
        return { question: text }
      },
      fromResponse: ({ output }) => {
        expectTypeOf(output).toEqualTypeOf<{ answer: string } | null>()
        return output?.answer
      },
      onSuccess: ({ output }) => expectTypeOf(output).toEqualTypeOf<{ answer: string } | null>(),
      onError: (error) => expectTypeOf(error).toEqualTypeOf<GenAIError>(),
    })
  })

  test('tools are typed by their own schemas, each by its name', () => {
    useChat(chatFlow, {
      tools: {
        locate: {
          inputSchema: z.object({ city: z.string() }),
          schema: z.object({ lat: z.number() }),
          execute: ({ city }, { signal }) => {
            expectTypeOf(city).toEqualTypeOf<string>()
            expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
            return { lat: city.length }
          },
        },
        transfer: { schema: z.object({ ok: z.boolean() }), approve: { ok: true }, decline: { ok: false } },
      },
    })
    useChat(chatFlow, {
      // @ts-expect-error the answer must fit the schema
      tools: { transfer: { schema: z.object({ ok: z.boolean() }), approve: { ok: 'yes' } } },
    })
    useChat(chatFlow, {
      // @ts-expect-error what it returns must fit the schema
      tools: { locate: { schema: z.object({ lat: z.number() }), execute: () => ({ lat: '1' }) } },
    })
  })

  test('what it returns', () => {
    const chat = useChat(chatFlow)
    expectTypeOf(chat.messages).toEqualTypeOf<readonly ChatMessage[]>()
    expectTypeOf(chat.status).toEqualTypeOf<'idle' | 'pending' | 'streaming' | 'interrupted' | 'error'>()
    expectTypeOf(chat.send('Hi')).toEqualTypeOf<string | undefined>()
    chat.send([{ media: { url: 'data:,' } }, 'and this'])
    // @ts-expect-error no part has a picture
    chat.send([{ picture: 'x' }])
    expectTypeOf(useMessage(chat, 'id')).toEqualTypeOf<ChatMessage | undefined>()
    expectTypeOf(useMessage(chat.store, 'id')).toEqualTypeOf<ChatMessage | undefined>()
    expectTypeOf(useChatValue(chat, ({ queue }) => queue.length)).toEqualTypeOf<number>()
    // @ts-expect-error a snapshot is read-only
    chat.status = 'idle'
  })

  test('a store without React', () => {
    createChatStore({ backend: shopFlow, toInput: ({ text }) => ({ question: text }) })
    // @ts-expect-error
    createChatStore({ backend: shopFlow, toInput: () => 7 })
  })
})

describe('ChatWidget', () => {
  const Card = ({ part, answer }: ToolProps) => (
    <button type="button" onClick={() => answer?.approve()}>
      {part.toolRequest.name}
    </button>
  )

  test('takes what the hook takes, and how it looks', () => {
    void (<ChatWidget />)
    void (<ChatWidget backend={chatFlow} mode="floating" defaultOpen id="t" className="mine" data-x="1" />)
    void (<ChatWidget backend={shopFlow} toInput={({ text }) => ({ question: text })} />)
    void (<ChatWidget tools={{ a: Card, b: { render: Card, execute: () => 1 }, c: { approve: true } }} />)
    void (
      <ChatWidget
        tools={{
          locate: {
            inputSchema: z.object({ city: z.string() }),
            execute: ({ city }) => {
              expectTypeOf(city).toEqualTypeOf<string>()
              return city.length
            },
          },
        }}
      />
    )
    // @ts-expect-error the answer must fit the schema
    void (<ChatWidget tools={{ pay: { schema: z.object({ ok: z.boolean() }), approve: { ok: 1 } } }} />)
    // @ts-expect-error its input is not a conversation
    void (<ChatWidget backend={shopFlow} />)
    // @ts-expect-error no such mode
    void (<ChatWidget mode="modal" />)
  })
})
