import { useChat as useAISDKChat } from '@ai-sdk/react'
import { genkit as createGenkit, InMemorySessionStore, z } from 'genkit/beta'
import {
  createGenkitClient,
  type ServerTools,
  toChatTransport,
  type ToolInput,
  type ToolOutput,
  useAgent,
  useChat,
} from 'react-genai'
import type { ToolProps } from 'react-genai/components'
import { ChatWidget } from 'react-genai/widgets'
import { expectTypeOf, test } from 'vitest'

const ai = createGenkit({})
const getWeather = ai.defineTool(
  {
    name: 'getWeather',
    description: '',
    inputSchema: z.object({ city: z.string() }),
    outputSchema: z.object({ tempC: z.number() }),
  },
  async () => ({ tempC: 4 }),
)
const transfer = ai.defineInterrupt({
  name: 'transfer',
  description: '',
  inputSchema: z.object({ amount: z.number() }),
  outputSchema: z.object({ confirmed: z.boolean() }),
})
const serverTools = { getWeather, transfer }
const agent = ai.defineAgent<{ count: number }>({ name: 'support', store: new InMemorySessionStore() })
const menu = ai.defineFlow(
  {
    name: 'menu',
    inputSchema: z.object({ theme: z.string() }),
    outputSchema: z.object({ title: z.string() }),
    streamSchema: z.string(),
  },
  async () => ({ title: '' }),
)

const genkit = createGenkitClient({ baseURL: '/api' })

test('an agent brings the type of its state', async () => {
  const support = genkit.agent<typeof agent>('support')
  const { session } = await support.generate('Hi')
  expectTypeOf(session.state).toEqualTypeOf<{ count: number } | undefined>()
  const chat = await support.chat()
  expectTypeOf(chat.state).toEqualTypeOf<{ count: number } | undefined>()
  expectTypeOf((await support.getSnapshot('x'))?.state?.custom).toEqualTypeOf<{ count: number } | undefined>()
  // The state may be given by itself.
  const given = await genkit.agent<{ step: string }>('support').chat()
  expectTypeOf(given.state).toEqualTypeOf<{ step: string } | undefined>()
  // Of another shape it must not begin.
  // @ts-expect-error: `count` is a number
  await support.chat({ state: { custom: { count: '1' } } })
})

test('hooks and widgets take an agent where they take a backend', () => {
  function Page() {
    const support = genkit.agent<typeof agent>('support')
    const { state, artifacts, detach, goTo } = useAgent(support, { tools: { transfer: { approve: true } } })
    expectTypeOf(state).toEqualTypeOf<{ count: number } | undefined>()
    expectTypeOf(artifacts[0]?.name).toEqualTypeOf<string | undefined>()
    expectTypeOf(detach).returns.toEqualTypeOf<string | undefined>()
    expectTypeOf(goTo).parameter(0).toEqualTypeOf<string>()
    useChat(support)
    return (
      <>
        <ChatWidget agent="support" />
        <ChatWidget backend={support} />
      </>
    )
  }
  expectTypeOf(Page).toBeFunction()
})

test('tools bring their input and output, by name', () => {
  expectTypeOf<ToolInput<typeof getWeather>>().toEqualTypeOf<{ city: string }>()
  expectTypeOf<ToolOutput<typeof transfer>>().toEqualTypeOf<{ confirmed: boolean }>()
  const tools = { transfer: { approve: { confirmed: true } } } satisfies ServerTools<typeof serverTools>
  expectTypeOf(tools).toExtend<ServerTools<typeof serverTools>>()
  // @ts-expect-error: what is confirmed is true or false
  const wrong = { transfer: { approve: { confirmed: 'yes' } } } satisfies ServerTools<typeof serverTools>
  // @ts-expect-error: there is no such tool
  const unknown = { transfr: {} } satisfies ServerTools<typeof serverTools>
  void [wrong, unknown]
  function Card({ part, response }: ToolProps<typeof getWeather>) {
    expectTypeOf(part.toolRequest.input?.city).toEqualTypeOf<string | undefined>()
    expectTypeOf(response?.toolResponse.output?.tempC).toEqualTypeOf<number | undefined>()
    return null
  }
  expectTypeOf(Card).toBeFunction()
})

test("Genkit's own names are typed by the flow", async () => {
  expectTypeOf(await genkit.runFlow<typeof menu>('menu', { theme: 'sushi' })).toEqualTypeOf<{ title: string }>()
  const { stream, output } = genkit.streamFlow<typeof menu>('menu', { theme: 'sushi' })
  for await (const chunk of stream) expectTypeOf(chunk).toEqualTypeOf<string>()
  expectTypeOf(await output).toEqualTypeOf<{ title: string }>()
  // @ts-expect-error: a theme is a text
  await genkit.runFlow<typeof menu>('menu', { theme: 1 })
})

test("the AI SDK's chat takes a transport over any backend", () => {
  function Page() {
    const chat = useAISDKChat({ transport: toChatTransport(genkit.agent('support')) })
    return chat.messages.length
  }
  expectTypeOf(Page).returns.toEqualTypeOf<number>()
})
