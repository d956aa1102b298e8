import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGenkitClient } from 'react-genai/client'
import { StreamStore } from 'react-genai'
import { seeded } from '../random.ts'
import { failureOf } from './failure.ts'
import { type Lab, startLab, startWire } from './lab.ts'

const N = 20
const whole = Array.from({ length: N }, (_, at) => `word${at} 👋🏽 `).join('')

describe('a durable stream of a real server', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab()
  })
  afterAll(() => lab[Symbol.asyncDispose]())
  const runs = async (name: string): Promise<number> => (await lab.seen()).runs[name] ?? 0

  test.each(['durable', 'next/durable'])('%s: cut at five random points, its text is exact', async (path) => {
    await using wire = await startWire(lab.url)
    const before = await runs('count')
    const random = seeded(path.length)
    // Within frames, within characters, between frames; each further on, since what was heard is replayed at once.
    wire.cutAfter(...Array.from({ length: 5 }, (_, at) => at * 150 + Math.floor(random() * 150)))
    const reply = createGenkitClient({ baseUrl: wire.url }).flow(path).stream({ n: N, ms: 30 })
    const texts: string[] = []
    for await (const chunk of reply) texts.push(chunk.text)
    expect(texts.join('')).toBe(whole)
    expect(texts).toHaveLength(N)
    expect((await reply.resolve()).text).toBe(whole)
    expect(await runs('count')).toBe(before + 1)
    expect(reply.streamId).toBeUndefined()
  })

  test('says that it is being connected again, and shows all that it has meanwhile', async () => {
    await using wire = await startWire(lab.url)
    wire.cutAfter(300)
    const store = new StreamStore({ backend: createGenkitClient({ baseUrl: wire.url }).flow<unknown>('durable') })
    const seen: [fetchStatus: string, length: number][] = []
    store.subscribe(() => {
      const { fetchStatus, text } = store.getSnapshot()
      seen.push([fetchStatus, text.length])
    })
    store.getSnapshot().start({ n: N })
    await expect.poll(() => store.getSnapshot().status).toBe('done')
    expect(seen.map(([status]) => status)).toContain('paused')
    // Nothing is ever taken back from what somebody reads.
    const lengths = seen.map(([, length]) => length)
    expect(lengths).toEqual([...lengths].sort((one, other) => one - other))
    expect(store.getSnapshot().text).toBe(whole)
  })

  test('is left and taken up again, with nothing taken back and each chunk told once', async () => {
    let told = 0
    const backend = createGenkitClient({ baseUrl: lab.url }).flow<unknown>('durable')
    const store = new StreamStore({ backend, onChunk: () => told++ })
    const { start, leave, resume } = store.getSnapshot()
    start({ n: N, ms: 30 })
    await expect.poll(() => store.getSnapshot().text.length).toBeGreaterThan(40)
    leave()
    const left = store.getSnapshot()
    expect(left.status).toBe('stopped')
    expect(left.streamId).toBeDefined()
    resume()
    let shortest = Infinity
    store.subscribe(() => (shortest = Math.min(shortest, store.getSnapshot().text.length)))
    await expect.poll(() => store.getSnapshot().status).toBe('done')
    expect(shortest).toBeGreaterThanOrEqual(left.text.length)
    expect(store.getSnapshot().text).toBe(whole)
    expect(told).toBe(N)
  })

  test('that was stopped is not taken up any more', async () => {
    const store = new StreamStore({ backend: createGenkitClient({ baseUrl: lab.url }).flow<unknown>('durable') })
    store.getSnapshot().start({ n: N })
    await expect.poll(() => store.getSnapshot().status).toBe('streaming')
    expect(store.getSnapshot().streamId).toBeDefined()
    store.getSnapshot().stop()
    expect(store.getSnapshot().streamId).toBeUndefined()
    store.getSnapshot().resume()
    expect(store.getSnapshot().status).toBe('stopped')
  })

  test('is watched by several, from the first word', async () => {
    const flow = createGenkitClient({ baseUrl: lab.url }).flow('durable')
    const before = await runs('count')
    const reply = flow.stream({ n: N })
    for await (const _ of reply) break
    const first = flow.stream({ n: N, ms: 30 })
    const iterator = first[Symbol.asyncIterator]()
    await iterator.next()
    const { streamId = '' } = first
    const others = [flow.resume?.(streamId).resolve(), flow.resume?.(streamId).resolve()]
    expect((await first.resolve()).text).toBe(whole)
    for (const response of others) expect((await response)?.text).toBe(whole)
    expect(await runs('count')).toBe(before + 2)
  })

  test('ends with the failure of the flow, which is nothing to take up', async () => {
    const reply = createGenkitClient({ baseUrl: lab.url }).flow('durable').stream({ n: 3, fail: true })
    const error = await failureOf(reply.resolve())
    expect([error.code, error.status]).toEqual(['server', 'NOT_FOUND'])
    expect(error.response?.text).toBe('word0 👋🏽 word1 👋🏽 word2 👋🏽 ')
    expect(reply.streamId).toBeUndefined()
  })

  test('that the server no longer has is an error that says so', async () => {
    const error = await failureOf(
      createGenkitClient({ baseUrl: lab.url }).flow('durable').resume?.('unknown').resolve() ?? Promise.resolve(),
    )
    expect([error.code, error.status]).toEqual(['truncated', 'NOT_FOUND'])
  })

  test('a route that gave no id is never sent one, and is not asked twice', async () => {
    await using wire = await startWire(lab.url)
    wire.cutAfter(300)
    const before = await runs('count')
    const error = await failureOf(createGenkitClient({ baseUrl: wire.url }).flow('count').stream({ n: N }).resolve())
    expect(error.code).toBe('network')
    expect(whole.startsWith(error.response?.text ?? '-')).toBe(true)
    expect(wire.connections).toBe(1)
    expect(await runs('count')).toBe(before + 1)
  })

  test('is given up in the time that was set, and may be taken up later', async () => {
    await using wire = await startWire(lab.url)
    const client = createGenkitClient({ baseUrl: wire.url, reconnectTimeout: 300 })
    const reply = client.flow('durable').stream({ n: N })
    const failing = failureOf(reply.resolve())
    await expect.poll(() => reply.snapshot.text.length).toBeGreaterThan(20)
    wire.isDown = true
    wire.cut()
    const error = await failing
    expect(error.code).toBe('network')
    expect(error.response?.text.length).toBeGreaterThan(20)
    wire.isDown = false
    expect(
      (
        await client
          .flow('durable')
          .resume?.(reply.streamId ?? '')
          .resolve()
      )?.text,
    ).toBe(whole)
  })
})

describe('a server that is restarted in the middle', () => {
  test.each(['cjs', 'esm'] as const)('%s: is said honestly, and not asked for what it may die of', async (build) => {
    await using lab = await startLab(build)
    const flow = createGenkitClient({ baseUrl: lab.url }).flow('durable')
    const reply = flow.stream({ n: 200 })
    const failing = failureOf(reply.resolve())
    await expect.poll(() => reply.snapshot.text.length).toBeGreaterThan(20)
    // One that is back before anybody knocks twice cannot be told from one whose connection broke.
    await lab.kill()
    const error = await failing
    await lab.restart()
    expect(error.code).toBe('network')
    expect(error.message).toContain('What had arrived is kept')
    expect(error.response?.text.length).toBeGreaterThan(20)
    // Genkit 1.42 on Express 4 dies of an id that it does not know, as ES modules; nothing is asked again by itself.
    await new Promise((resolve) => setTimeout(resolve, 2000))
    expect(lab.isAlive).toBe(true)
    expect((await lab.seen()).bodies).toHaveLength(0)
    // A person may try.
    const gone = await failureOf(flow.resume?.(reply.streamId ?? '').resolve() ?? Promise.resolve())
    expect(build === 'cjs' ? gone.status : gone.code).toBe(build === 'cjs' ? 'NOT_FOUND' : 'network')
  })
})
