import { environmentManager, QueryClient, QueryObserver } from '@tanstack/react-query'
import { batchQueries, fileQueries, operationQueries, interactionQueries } from 'react-genai'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { scripted } from '../../client/gemini/scripted.ts'

beforeEach(() => {
  // Nobody polls on a server, and Node is taken for one.
  environmentManager.setIsServer(() => false)
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Something that is `doing` until it was looked at so often, and then is `done`. */
const after = (looks: number, doing: object, done: object) =>
  scripted((request, count) => request.json(count < looks ? doing : done))
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

test('it stops by itself when there is nothing more to see', async () => {
  const { gemini, asked } = after(3, { name: 'files/a', state: 'PROCESSING' }, { name: 'files/a', state: 'ACTIVE' })
  const observer = new QueryObserver(new QueryClient(), fileQueries.get(gemini, 'a'))
  const leave = observer.subscribe(() => undefined)
  await pass(600_000)
  expect(observer.getCurrentResult().data?.state).toBe('ACTIVE')
  expect(asked).toHaveLength(4)
  expect(vi.getTimerCount()).toBe(0)
  leave()
})

test('it looks less and less often', async () => {
  const { gemini, asked } = after(Infinity, { name: 'operations/a' }, {})
  const observer = new QueryObserver(new QueryClient(), operationQueries.get(gemini, 'operations/a'))
  const leave = observer.subscribe(() => undefined)
  await pass(10)
  const looks: number[] = []
  for (let minute = 0; minute < 4; minute++) {
    const before = asked.length
    await pass(60_000)
    looks.push(asked.length - before)
  }
  // 2 s, 3 s, 4.5 s, … and then every 20 s.
  expect(looks[0]).toBeGreaterThan(5)
  expect(looks.slice(2)).toEqual([3, 3])
  leave()
})

test('nothing is left when nobody looks', async () => {
  const { gemini, asked } = after(Infinity, { name: 'batches/a', metadata: { state: 'BATCH_STATE_RUNNING' } }, {})
  const observer = new QueryObserver(
    new QueryClient({ defaultOptions: { queries: { gcTime: 0 } } }),
    batchQueries.get(gemini, 'batches/a'),
  )
  observer.subscribe(() => undefined)()
  await pass(3_600_000)
  expect(asked.length).toBeLessThanOrEqual(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a hidden page looks once a minute', async () => {
  const page = { visibilityState: 'hidden' }
  vi.stubGlobal('document', page)
  const { gemini, asked } = after(Infinity, { name: 'files/a', state: 'PROCESSING' }, {})
  const observer = new QueryObserver(new QueryClient(), fileQueries.get(gemini, 'a'))
  const leave = observer.subscribe(() => undefined)
  await pass(600_100)
  expect(asked).toHaveLength(11)
  leave()
})

test('what will not pass ends it; what may is waited out as long as the server says', async () => {
  const wait = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '50s' }]
  const { gemini, asked } = scripted((request, count) => {
    if (count === 0) return request.json({ id: 'i', status: 'in_progress' })
    if (count > 1) return request.refuse(404, { code: 'NOT_FOUND' })
    const error = { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'No.', details: wait }
    return request.json({ error }, { status: 429 })
  })
  const observer = new QueryObserver(new QueryClient(), interactionQueries.get(gemini, 'i'))
  const leave = observer.subscribe(() => undefined)
  await pass(40_000)
  expect(asked).toHaveLength(2)
  await pass(600_000)
  expect(asked).toHaveLength(3)
  // What was known is still there.
  expect(observer.getCurrentResult()).toMatchObject({ data: { status: 'in_progress' }, error: { status: 'NOT_FOUND' } })
  leave()
})

test('it can be told how often, and not to', async () => {
  const { gemini, asked } = after(Infinity, { name: 'files/a', state: 'PROCESSING' }, {})
  const steady = { poll: { interval: 100, maxInterval: 100 } }
  const leave = new QueryObserver(new QueryClient(), fileQueries.get(gemini, 'a', steady)).subscribe(() => undefined)
  await pass(1_050)
  expect(asked).toHaveLength(11)
  leave()
  const other = new QueryObserver(new QueryClient(), fileQueries.get(gemini, 'a', { poll: false }))
  const leaveOther = other.subscribe(() => undefined)
  await pass(60_000)
  expect(asked).toHaveLength(12)
  leaveOther()
})
