import { describe, expectTypeOf, test } from 'vitest'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { generateOptions, useGenerate, useStream } from 'react-genai'
import {
  createGenkitClient,
  formats,
  type Backend,
  type DeepPartial,
  type GenerateResponse,
  type JsonPath,
  type OutputIssue,
} from 'react-genai/client'
import type { ObjectFormProps } from 'react-genai/widgets'
import type { menuFlow } from '../../examples/demo/server/flows.ts'

const genkit = createGenkitClient()
const Menu = z.object({ title: z.string(), courses: z.array(z.object({ name: z.string(), price: z.number() })) })
type Menu = z.infer<typeof Menu>

describe('DeepPartial', () => {
  test('anything may be missing, at any depth, but an item that is there is there', () => {
    expectTypeOf<DeepPartial<Menu>>().toEqualTypeOf<{ title?: string; courses?: { name?: string; price?: number }[] }>()
    expectTypeOf<DeepPartial<string | null>>().toEqualTypeOf<string | null>()
    expectTypeOf<DeepPartial<unknown>>().toEqualTypeOf<unknown>()
    expectTypeOf<DeepPartial<{ at: URL; pair: [string, number] }>>().toEqualTypeOf<{
      at?: URL
      pair?: [string?, number?]
    }>()
  })
})

describe('a schema types the output, with no generics at the call site', () => {
  test('of a stream', () => {
    const reply = useStream(genkit.flow('menu'), { output: { schema: Menu } })
    expectTypeOf(reply.output).toEqualTypeOf<DeepPartial<Menu> | null>()
    expectTypeOf(reply.issues).toEqualTypeOf<readonly OutputIssue[]>()
    expectTypeOf(reply.isComplete).parameter(0).toEqualTypeOf<JsonPath>()
    if (reply.status === 'done') expectTypeOf(reply.response).toEqualTypeOf<GenerateResponse<Menu>>()
  })
  test('and its callbacks', () => {
    useStream(genkit.flow('menu'), {
      output: { schema: Menu, format: formats.json },
      onSuccess: (response) => expectTypeOf(response.output).toEqualTypeOf<Menu | null>(),
      onElement: (element, path) => {
        expectTypeOf(element).toEqualTypeOf<unknown>()
        expectTypeOf(path).toEqualTypeOf<JsonPath>()
      },
    })
  })
  test('of zod/mini, and of one that transforms', () => {
    const reply = useStream(genkit.flow('x'), { output: { schema: mini.object({ n: mini.number() }) } })
    expectTypeOf(reply.output).toEqualTypeOf<{ n?: number } | null>()
    const dated = useStream(genkit.flow('x'), {
      output: {
        schema: z.object({ day: z.string().transform((day) => new Date(day)), lang: z.string().default('en') }),
      },
    })
    // What the model wrote on its way, what the schema makes of it in the end.
    expectTypeOf(dated.output).toEqualTypeOf<{ day?: string; lang?: string | undefined } | null>()
    if (dated.status === 'done') expectTypeOf(dated.response.output).toEqualTypeOf<{ day: Date; lang: string } | null>()
    const { data } = useGenerate(genkit.flow('x'), { output: { schema: z.string().transform((text) => text.length) } })
    expectTypeOf(data).toEqualTypeOf<GenerateResponse<number> | undefined>()
  })
  test('of a mutation and of a query', () => {
    const { data } = useGenerate(genkit.flow('menu'), { output: { schema: Menu } })
    expectTypeOf(data).toEqualTypeOf<GenerateResponse<Menu> | undefined>()
    const options = generateOptions(genkit.flow('menu'), { theme: 'x' }, { output: { schema: Menu } })
    expectTypeOf(useSuspenseQuery(options).data).toEqualTypeOf<GenerateResponse<Menu>>()
    expectTypeOf(useQuery(options).data).toEqualTypeOf<GenerateResponse<Menu> | undefined>()
  })
  test('of a flow', () => {
    const menu = genkit.flow('menu', { output: { schema: Menu } })
    expectTypeOf(menu).toEqualTypeOf<Backend<unknown, Menu>>()
    expectTypeOf(menu.generate).returns.resolves.toHaveProperty('output').toEqualTypeOf<Menu | null>()
  })
  test('what is no schema is refused', () => {
    // @ts-expect-error an object is no schema
    useStream(genkit.flow('menu'), { output: { schema: { title: 'string' } } })
    // @ts-expect-error a format is a value, so that pages carry only those that they use
    useStream(genkit.flow('menu'), { output: { format: 'array' } })
  })
})

describe('without a schema', () => {
  test('the flow says what the output is, and its input is checked', () => {
    const menu = genkit.flow<typeof menuFlow>('menu')
    const reply = useStream(menu)
    expectTypeOf(reply.output?.title).toEqualTypeOf<string | undefined>()
    expectTypeOf(useSuspenseQuery(generateOptions(menu, { theme: 'sushi' })).data.output?.title).toEqualTypeOf<
      string | undefined
    >()
    // @ts-expect-error a number is no theme
    generateOptions(menu, { theme: 1 })
    // @ts-expect-error the theme is missing
    reply.start({})
  })
  test('else it is unknown', () => {
    expectTypeOf(useStream(genkit.flow('x')).output).toEqualTypeOf<unknown>()
    expectTypeOf(useGenerate(genkit.flow('x')).data?.output).toEqualTypeOf<unknown>()
  })
  test('a schema beside a typed flow must fit it', () => {
    const menu = genkit.flow<typeof menuFlow>('menu', { output: { onElement: () => undefined } })
    expectTypeOf(menu.generate).parameter(0).toEqualTypeOf<{ theme: string }>()
  })
})

test('ObjectForm hands over what the schema makes', () => {
  expectTypeOf<ObjectFormProps<string, Menu>>()
    .toHaveProperty('onSubmit')
    .toEqualTypeOf<((value: Menu) => unknown) | undefined>()
})
