import { act, render, renderHook, screen } from '@testing-library/react'
import { memo, type ReactNode } from 'react'
import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import { GenAIProvider, useGenerate, useStream } from 'react-genai'
import { mockBackend } from 'react-genai/testing'

const Menu = z.object({ title: z.string(), courses: z.array(z.object({ name: z.string(), price: z.number() })) })
type Course = { name?: string; price?: number }

const frame = () => act(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))))

test('an object fills in, typed and checked, and the reply is done although it does not fit', async () => {
  const backend = mockBackend()
  const onSuccess = vi.fn()
  const { result } = renderHook(() => useStream(backend, { output: { schema: Menu }, onSuccess }))
  act(() => result.current.start('A menu'))
  backend.text('{"title":7,"courses":[{"name":"So')
  await frame()
  expect(result.current.output).toEqual({ title: 7, courses: [{ name: 'So' }] })
  expect(result.current.issues.map(({ path }) => path)).toEqual([['title']])
  expect([result.current.isComplete(['title']), result.current.isComplete(['courses', 0, 'name'])]).toEqual([
    true,
    false,
  ])
  backend.text('up","price":4}]}')
  backend.end()
  await frame()
  expect(result.current.status).toBe('done')
  expect(result.current.issues.map(({ path }) => path)).toEqual([['title']])
  expect(result.current.output).toEqual({ title: 7, courses: [{ name: 'Soup', price: 4 }] })
  expect(onSuccess).toHaveBeenCalledOnce()
  expect(result.current.response?.output).toBeNull()
})

test('what has arrived since a snapshot is not complete in it', async () => {
  const backend = mockBackend()
  const { result } = renderHook(() => useStream(backend))
  act(() => result.current.start('A menu'))
  backend.text('{"title":"Lu')
  await frame()
  const before = result.current
  backend.text('nch"}')
  await act(() => Promise.resolve())
  expect(before.output).toEqual({ title: 'Lu' })
  expect(before.isComplete(['title'])).toBe(false)
  await frame()
  expect(result.current.isComplete(['title'])).toBe(true)
})

test('every element is told once, to the callback of the last render', async () => {
  const backend = mockBackend()
  const told: unknown[] = []
  const { result, rerender } = renderHook(
    ({ name }: { name: string }) =>
      useStream(backend, { output: { schema: Menu }, onElement: (element, path) => told.push([name, element, path]) }),
    { initialProps: { name: 'first' } },
  )
  act(() => result.current.start('A menu'))
  backend.text('{"courses":[{"name":"Soup","price":4},')
  await frame()
  rerender({ name: 'second' })
  backend.text('{"name":"Fish","price":5}]')
  await frame()
  expect(told).toEqual([
    ['first', { name: 'Soup', price: 4 }, ['courses', 0]],
    ['second', { name: 'Fish', price: 5 }, ['courses', 1]],
  ])
})

test('rows that are finished are not drawn again while others grow', async () => {
  const backend = mockBackend()
  const drawn = vi.fn()
  const Row = memo(function Row({ course }: { course: Course }): ReactNode {
    drawn(course.name)
    return <li>{course.name}</li>
  })
  function Courses(): ReactNode {
    const reply = useStream(backend, { output: { schema: Menu } })
    return (
      <>
        <button onClick={() => reply.start('go')}>Start</button>
        <ol>
          {reply.output?.courses?.map((course, index) => (
            <Row key={index} course={course} />
          ))}
        </ol>
      </>
    )
  }
  render(<Courses />)
  act(() => screen.getByRole('button').click())
  backend.text('{"courses":[{"name":"Soup","price":4},{"name":"')
  await frame()
  drawn.mockClear()
  for (const piece of ['Fi', 'sh', ' and', ' chips']) {
    backend.text(piece)
    await frame()
  }
  backend.text('","price":9}]}')
  backend.end()
  await frame()
  expect(screen.getAllByRole('listitem').map((row) => row.textContent)).toEqual(['Soup', 'Fish and chips'])
  expect(drawn.mock.calls.flat()).not.toContain('Soup')
})

test('a mutation has its output typed and checked too', async () => {
  const backend = mockBackend()
  const { result } = renderHook(() => useGenerate(backend, { output: { schema: Menu } }), { wrapper: GenAIProvider })
  act(() => result.current.generate('A menu'))
  await frame()
  await act(async () => {
    backend.end('{"title":"Lunch","courses":[]}')
    await Promise.resolve()
  })
  await vi.waitFor(() => expect(result.current.data?.output).toEqual({ title: 'Lunch', courses: [] }))
})
