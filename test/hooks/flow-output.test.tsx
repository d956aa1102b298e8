import { QueryClient } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import { createGenkitClient, GenAIProvider, generateOptions, useGenerate, useStream } from 'react-genai'
import { replayFetch } from 'react-genai/testing'

const Menu = z.object({ title: z.string().transform((title) => title.toUpperCase()) })
const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`

/** A flow that says this, in every way it is asked, with an output of its own. */
const flowOf = (result: unknown, schema?: typeof Menu) =>
  createGenkitClient({ fetch: replayFetch(frame({ result }), { pace: 'instant' }) }).flow('menu', {
    output: { schema: schema as typeof Menu },
  })

async function everyWay(flow: ReturnType<typeof flowOf>): Promise<unknown[]> {
  const direct = (await flow.generate({})).output
  const stream = renderHook(() => useStream(flow))
  act(() => stream.result.current.start({}))
  await vi.waitFor(() => expect(stream.result.current.status).toBe('done'))
  const mutation = renderHook(() => useGenerate(flow), { wrapper: GenAIProvider })
  act(() => mutation.result.current.generate({}))
  await vi.waitFor(() => expect(mutation.result.current.isSuccess).toBe(true))
  const options = generateOptions(flow, {})
  const data = await new QueryClient().fetchQuery({ ...options, select: undefined } as never)
  const cached = options.select?.(JSON.parse(JSON.stringify(data)) as never)
  return [direct, stream.result.current.response?.output, mutation.result.current.data?.output, cached?.output]
}

test('the schema of a flow counts in every way to ask it', async () => {
  expect(await everyWay(flowOf({ title: 'lunch' }, Menu))).toEqual(
    Array.from({ length: 4 }, () => ({ title: 'LUNCH' })),
  )
  expect(await everyWay(flowOf({ title: 1 }, Menu))).toEqual(Array(4).fill(null))
})

test('a flow that returns a string has that string for its output, in every way to ask it', async () => {
  expect(await everyWay(flowOf('Hello'))).toEqual(Array(4).fill('Hello'))
  expect(await everyWay(flowOf('{"a":1}'))).toEqual(Array(4).fill('{"a":1}'))
})
