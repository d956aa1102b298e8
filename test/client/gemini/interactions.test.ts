import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createGeminiClient, type Interaction, type InteractionEvent, type InteractionStream } from 'react-genai/client'
import { startFakeGemini, type FakeGemini } from '../../fake-gemini/index.ts'

const model = 'gemini-2.5-flash'
const quick = { retryDelay: 1 }
let fake: FakeGemini

beforeAll(async () => {
  fake = await startFakeGemini()
})
afterAll(() => fake.close())

const client = () => createGeminiClient({ baseUrl: fake.url }).interactions

async function eventsOf(stream: InteractionStream): Promise<InteractionEvent[]> {
  const events: InteractionEvent[] = []
  for await (const event of stream) events.push(event)
  return events
}
const ids = (events: InteractionEvent[]) => events.map(({ event_id: id }) => id)
/** How the service has it in the end. */
const kept = async (stream: InteractionStream): Promise<Interaction> => client().get(stream.interaction.id ?? '')
/** What counts: clocks tick. */
const gist = ({ steps, status, output_text }: Interaction) => ({ steps, status, output_text })

test('an interaction goes on from another, which the service has kept', async () => {
  const first = await client().create({ model, input: 'I am Ada.' })
  expect(first).toMatchObject({ status: 'completed', output_text: 'You said: I am Ada.' })
  const next = await client().create({ model, input: 'What did I say?', previous_interaction_id: first.id })
  expect(next.output_text).toBe('I remember: I am Ada.')
  expect((await client().get(first.id ?? '')).output_text).toBe('You said: I am Ada.')
  await client().delete(first.id ?? '')
  await expect(client().get(first.id ?? '')).rejects.toMatchObject({ httpStatus: 404 })
})

describe('a stream', () => {
  test('comes to what the service keeps', async () => {
    const stream = await client().create({
      model,
      input: 'Hello',
      stream: true,
      generation_config: { thinking_summaries: 'auto' },
    })
    const texts: (string | undefined)[] = []
    for await (const _ of stream) texts.push(stream.interaction.output_text)
    const grown = [...new Set(texts)]
    expect(grown.length).toBeGreaterThan(2)
    expect(grown.at(-1)).toBe('You said: Hello')
    expect(stream.interaction.usage?.total_tokens).toBeGreaterThan(0)
    expect(stream.interaction.steps[0]).toMatchObject({ type: 'thought', summary: [{ type: 'text' }] })
    expect(gist(await stream.resolve())).toEqual(gist(await kept(stream)))
  })

  test('of a call gives its arguments when they are whole', async () => {
    const stream = await client().create({ model, input: 'call weather {"city":"Oslo","days":3}', stream: true })
    const growing: (string | undefined)[] = []
    for await (const _ of stream) growing.push(stream.interaction.steps.at(-1)?.arguments_text)
    expect(growing).toContain('{"city"')
    const { steps, status } = await stream.resolve()
    expect(status).toBe('requires_action')
    expect(steps.at(-1)).toMatchObject({ type: 'function_call', name: 'weather', arguments: { city: 'Oslo', days: 3 } })
    expect(steps.at(-1)?.arguments_text).toBeUndefined()
  })

  test('that is cut three times loses nothing, and repeats nothing', async () => {
    const whole = await eventsOf(await client().create({ model, input: 'Hello', stream: true }))
    fake.faults.cutInteractionStream(3, 3)
    const before = fake.requests.length
    const stream = await client().create({ model, input: 'Hello', stream: true }, quick)
    const events = await eventsOf(stream)
    expect(ids(events)).toEqual(ids(whole))
    expect(events.map(({ event_type: type }) => type)).toEqual(whole.map(({ event_type: type }) => type))
    expect(stream.interaction.output_text).toBe('You said: Hello')
    const again = fake.requests.slice(before + 1)
    expect(again.map(({ query }) => query['last_event_id'])).toEqual(['e3', 'e6', 'e9'])
  })

  test('is given up when it never gets on, with all that had come', async () => {
    fake.faults.cutInteractionStream(2, 1)
    const stream = await client().create({ model, input: 'Hello', stream: true }, { ...quick, retries: 2 })
    fake.faults.nextStatus(503, 2)
    await expect(stream.resolve()).rejects.toMatchObject({ httpStatus: 503 })
    expect(stream.interaction.id).toBeTruthy()
    expect(stream.lastEventId).toBe('e2')
  })

  test('that is refused is not asked for again', async () => {
    const before = fake.requests.length
    await expect(client().get('nobody', { stream: true }, quick)).rejects.toMatchObject({ httpStatus: 404 })
    expect(fake.requests.length).toBe(before + 1)
  })

  test('that is left lets go of its connection', async () => {
    for await (const _ of await client().create({ model, input: 'Hello', stream: true })) break
    await vi.waitFor(() => expect(fake.openStreams).toBe(0))
  })
})

describe('in the background', () => {
  const agent = 'deep-research-preview-04-2026'

  test('one runs on by itself, and is looked at later', async () => {
    const { id = '', status } = await client().create({ agent, input: 'Find out', background: true })
    expect(status).toMatch(/queued|in_progress/)
    expect((await client().wait(id, { interval: 5 })).output_text).toBe('You said: Find out')
  })

  test('one is streamed from the start, or from where somebody was', async () => {
    const { id = '' } = await client().create({ agent, input: 'Find out', background: true })
    const stream = await client().get(id, { stream: true })
    const events = await eventsOf(stream)
    expect(stream.interaction.output_text).toBe('You said: Find out')
    const rest = await eventsOf(await client().get(id, { stream: true, last_event_id: events[4]?.event_id }))
    expect(ids(rest)).toEqual(ids(events).slice(5))
  })

  test('leaving its stream does not stop it; cancelling does', async () => {
    const { id = '' } = await client().create({ agent, input: 'a '.repeat(200), background: true })
    for await (const _ of await client().get(id, { stream: true })) break
    expect((await client().get(id)).status).toBe('in_progress')
    const stream = await client().get(id, { stream: true })
    const cancelled = await client().cancel(id)
    expect(cancelled.status).toBe('cancelled')
    expect((await stream.resolve()).status).toBe('cancelled')
    expect((await client().wait(id)).status).toBe('cancelled')
  })
})

test('an id that is none is refused', async () => {
  await expect(client().get('a/b')).rejects.toMatchObject({ code: 'invalid' })
  await expect(client().cancel('')).rejects.toMatchObject({ code: 'invalid' })
})
