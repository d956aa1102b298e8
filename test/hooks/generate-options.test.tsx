import {
  dehydrate,
  hydrate,
  HydrationBoundary,
  QueryClient,
  QueryClientProvider,
  useQuery,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { StrictMode, Suspense, type ReactNode } from 'react'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { GenAIError, GenerateResponse, generateOptions, type Backend } from 'react-genai'
import { mockBackend } from 'react-genai/testing'

const Menu = z.object({ title: z.string() })

/** A backend that answers with what it was asked, and counts. */
function counting(): Backend<{ theme: string }> & { asked: number } {
  const backend = {
    key: 'menu',
    asked: 0,
    generate: ({ theme }: { theme: string }) => {
      backend.asked++
      const content = [{ text: JSON.stringify({ title: theme }) }]
      return Promise.resolve(
        new GenerateResponse({ message: { role: 'model', content }, finishReason: 'stop', model: 'm', latencyMs: 3 }),
      )
    },
    stream: () => {
      throw new Error('not asked for')
    },
  }
  return backend
}

const responses = new Set<unknown>()
function Title({ backend }: { backend: Backend<{ theme: string }> }): ReactNode {
  const { data } = useSuspenseQuery(generateOptions(backend, { theme: 'Sushi' }, { output: { schema: Menu } }))
  responses.add(data)
  return <h1>{data.output?.title}</h1>
}
const inSuspense = (client: QueryClient, children: ReactNode): ReactNode => (
  <StrictMode>
    <QueryClientProvider client={client}>
      <Suspense fallback="waiting">{children}</Suspense>
    </QueryClientProvider>
  </StrictMode>
)
const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 0)))

test('suspends once, asks once, and gives everybody the same response, however often they draw', async () => {
  responses.clear()
  const backend = counting()
  const client = new QueryClient()
  const tree = () =>
    inSuspense(
      client,
      <>
        <Title backend={backend} />
        <Title backend={backend} />
      </>,
    )
  const { rerender } = render(tree())
  expect(screen.getByText('waiting')).toBeTruthy()
  await settle()
  expect(screen.getAllByRole('heading', { name: 'Sushi' })).toHaveLength(2)
  rerender(tree())
  await settle()
  expect(backend.asked).toBe(1)
  expect(responses.size).toBe(1)
})

test('what a server has asked is there on the page, without a second request', async () => {
  const server = counting()
  const onServer = new QueryClient()
  await onServer.prefetchQuery(generateOptions(server, { theme: 'Sushi' }))
  // Over the wire: nothing but JSON may be in it.
  const state = JSON.parse(JSON.stringify(dehydrate(onServer))) as ReturnType<typeof dehydrate>
  expect(state.queries[0]?.state.data).toEqual({
    message: { role: 'model', content: [{ text: '{"title":"Sushi"}' }] },
    finishReason: 'stop',
    usage: {},
    custom: {},
    model: 'm',
    latencyMs: 3,
  })
  const page = counting()
  const client = new QueryClient()
  render(
    inSuspense(
      client,
      <HydrationBoundary state={state}>
        <Title backend={page} />
      </HydrationBoundary>,
    ),
  )
  expect(screen.getByRole('heading', { name: 'Sushi' })).toBeTruthy()
  await settle()
  expect(page.asked).toBe(0)
})

test('survives a persister, which writes JSON and reads it again', async () => {
  const client = new QueryClient()
  await client.prefetchQuery(generateOptions(counting(), { theme: 'Sushi' }))
  const stored = JSON.stringify(dehydrate(client))
  const later = new QueryClient()
  hydrate(later, JSON.parse(stored))
  const data = await later.ensureQueryData(generateOptions(counting(), { theme: 'Sushi' }))
  expect(new GenerateResponse(data).output).toEqual({ title: 'Sushi' })
})

test('another schema is another response of the same data; the key holds no credential', () => {
  const backend = counting()
  const options = generateOptions(backend, { theme: 'Sushi' }, { output: { schema: Menu } })
  expect(options.queryKey).toEqual(['genai', 'menu', 'generate', { theme: 'Sushi' }])
  const data = { message: { role: 'model' as const, content: [{ text: '{"title":"Sushi"}' }] } }
  const strict = generateOptions(backend, { theme: 'Sushi' }, { output: { schema: z.object({ title: z.number() }) } })
  const response = options.select?.(data)
  expect(options.select?.(data)).toBe(response)
  expect(response?.output).toEqual({ title: 'Sushi' })
  expect(strict.select?.(data).output).toBeNull()
})

test('leaving aborts, and only what may pass is tried again', async () => {
  const waiting = mockBackend({ key: 'waiting' })
  const failing = mockBackend({ key: 'failing' })
  failing.fail(new GenAIError('http', 'No.', { httpStatus: 400 }))
  function Asks({ backend }: { backend: Backend<string> }): ReactNode {
    const { error } = useQuery(generateOptions(backend, 'x'))
    return <p>{error?.httpStatus}</p>
  }
  const client = new QueryClient()
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <Asks backend={waiting} />
    </QueryClientProvider>,
  )
  await settle()
  unmount()
  expect(waiting.requests).toMatchObject([{ streaming: false, signal: { aborted: true } }])
  render(
    <QueryClientProvider client={client}>
      <Asks backend={failing} />
    </QueryClientProvider>,
  )
  await settle()
  expect(screen.getByText('400')).toBeTruthy()
  expect(failing.requests).toMatchObject([{ streaming: false }])
})
