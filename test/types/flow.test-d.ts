import { describe, expectTypeOf, test } from 'vitest'
import { useGenerate, useStream } from 'react-genai'
import {
  createGenkitClient,
  type Backend,
  type DeepPartial,
  type GenAIError,
  type GenerateResponse,
} from 'react-genai/client'
import type { AskProps } from 'react-genai/widgets'
import type { answerFlow, menuFlow } from '../../examples/demo/server/flows.ts'

const genkit = createGenkitClient()

interface Menu {
  title: string
  courses: { name: string; price: number; vegan: boolean }[]
}

describe('a flow of the server', () => {
  const menu = genkit.flow<typeof menuFlow>('menu')

  test('its input is checked', () => {
    expectTypeOf(menu.generate).parameter(0).toEqualTypeOf<{ theme: string }>()
    // @ts-expect-error a number is no theme
    void menu.generate({ theme: 1 })
    // @ts-expect-error the theme is missing
    menu.stream({})
  })

  test('its output is inferred', () => {
    expectTypeOf(menu.generate).returns.resolves.toHaveProperty('output').toEqualTypeOf<Menu | null>()
  })

  test('a flow without schemas is unknown, not any', () => {
    const answer = genkit.flow<typeof answerFlow>('answer')
    expectTypeOf(answer).toEqualTypeOf<Backend<string, unknown, unknown>>()
  })

  test('types may be given by hand, or not at all', () => {
    expectTypeOf(genkit.flow<string, Menu, Partial<Menu>>('menu')).toEqualTypeOf<Backend<string, Menu, Partial<Menu>>>()
    expectTypeOf(genkit.flow('menu')).toEqualTypeOf<Backend<unknown, unknown, unknown>>()
  })

  test('what it streams is inferred', () => {
    interface Streaming {
      stream(
        input?: { n: number },
        options?: object,
      ): { stream: AsyncGenerator<{ step: number }>; output: Promise<string> }
    }
    const flow = genkit.flow<Streaming>('count')
    expectTypeOf(flow).toEqualTypeOf<Backend<{ n: number }, string, { step: number }>>()
    ;async () => {
      for await (const chunk of flow.stream({ n: 1 })) expectTypeOf(chunk.raw).toEqualTypeOf<{ step: number }>()
    }
  })
})

describe('hooks', () => {
  const menu = genkit.flow<typeof menuFlow>('menu')

  test('useStream carries the types of its flow', () => {
    const reply = useStream(menu)
    expectTypeOf(reply.start).parameter(0).toEqualTypeOf<{ theme: string }>()
    expectTypeOf(reply.output).toEqualTypeOf<DeepPartial<Menu> | null>()
    // @ts-expect-error a string is no input
    reply.start('sushi')
  })

  test('a status says what else is there', () => {
    const reply = useStream(menu)
    if (reply.status === 'error') expectTypeOf(reply.error).toEqualTypeOf<GenAIError>()
    if (reply.status === 'done') expectTypeOf(reply.response).toEqualTypeOf<GenerateResponse<Menu>>()
    if (reply.status === 'idle') expectTypeOf(reply.response).toEqualTypeOf<undefined>()
  })

  test('useGenerate is a mutation of its flow', () => {
    const { data, error, generate } = useGenerate(menu)
    expectTypeOf(data).toEqualTypeOf<GenerateResponse<Menu> | undefined>()
    expectTypeOf(error).toEqualTypeOf<GenAIError | null>()
    // @ts-expect-error a string is no input
    generate('sushi')
  })
})

describe('Ask', () => {
  test('needs toInput exactly when the backend does not take strings', () => {
    expectTypeOf<AskProps<string>>()
      .toHaveProperty('toInput')
      .toEqualTypeOf<((question: string) => string) | undefined>()
    expectTypeOf<AskProps<{ prompt: string }>>()
      .toHaveProperty('toInput')
      .toEqualTypeOf<(question: string) => { prompt: string }>()
  })
})
