import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GoogleGenAI } from '@google/genai'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGeminiClient, type Interaction } from 'react-genai/client'

type Fields = Record<string, unknown>
/** An answer: JSON, events, events before a cut, or nothing but a status. */
type Answer = Fields | Fields[] | { cut: Fields[] } | number

let server: Server
let url: string
let answers: Answer[]
let asked: { path: string; body: Fields | undefined }[]

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      asked.push({ path: request.url ?? '', body: text ? (JSON.parse(text) as Fields) : undefined })
      const answer = answers[asked.length - 1] ?? 500
      if (typeof answer === 'number') {
        response.writeHead(answer, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ error: { message: 'no', status: 'UNAVAILABLE' } }))
      } else if (Array.isArray(answer) || 'cut' in answer) {
        const events = Array.isArray(answer) ? answer : (answer['cut'] as Fields[])
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        for (const event of events)
          response.write(`event: ${String(event['event_type'])}\ndata: ${JSON.stringify(event)}\n\n`)
        if (Array.isArray(answer)) response.end()
        else setTimeout(() => response.destroy(), 20)
      } else {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify(answer))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const ours = () => createGeminiClient({ baseUrl: url, retry: false }).interactions
const sdk = () => new GoogleGenAI({ apiKey: 'K', apiVersion: 'v1beta', httpOptions: { baseUrl: url } }).interactions

const said = (text: string) => ({ type: 'model_output', content: [{ type: 'text', text }] })
const usage = (input: number, output: number) => ({
  total_input_tokens: input,
  total_output_tokens: output,
  output_tokens_by_modality: [{ modality: 'text', tokens: output }],
})
const hops: Fields[] = [
  {
    id: 'i1',
    status: 'requires_continuation',
    continuation_token: 't1',
    created: 'first',
    previous_interaction_id: 'p',
    steps: [said('Once ')],
    usage: usage(10, 2),
  },
  {
    id: 'i2',
    status: 'requires_continuation',
    continuation_token: 't2',
    created: 'second',
    previous_interaction_id: 'i1',
    steps: [{ type: 'user_input', content: [] }, said('upon ')],
    usage: usage(12, 3),
  },
  {
    id: 'i3',
    status: 'completed',
    created: 'third',
    previous_interaction_id: 'i2',
    steps: [said('a time')],
    usage: usage(15, 4),
  },
]
const params = { model: 'gemini-2.5-flash', input: 'A story', previous_interaction_id: 'p' }
/** What the SDK makes of them, asked the same. */
async function theirs(given: Fields): Promise<{ result: Interaction; requests: typeof asked }> {
  const result = (await sdk().create(given as never)) as unknown as Interaction
  const requests = asked
  asked = []
  return { result, requests }
}

describe('a reply that is too long for one request', () => {
  test.each([
    ['kept by the service', {}],
    ['not kept', { store: false }],
    ['with a token of the caller’s', { continuation_token: 't0' }],
  ])('%s, is asked on, as the SDK does', async (_, more) => {
    answers = hops
    const { result, requests } = await theirs({ ...params, ...more })
    const whole = await ours().create({ ...params, ...more })
    expect(asked).toEqual(requests)
    expect(asked).toHaveLength(3)
    const { sdkHttpResponse: _response, ...expected } = result
    expect(whole).toEqual(expected)
    expect(whole).toMatchObject({
      output_text: 'Once upon a time',
      status: 'completed',
      created: 'first',
      previous_interaction_id: 'p',
    })
    expect(whole['continuation_ids']).toEqual(['i1', 'i2', 'i3'])
    expect(whole.usage?.total_output_tokens).toBe(9)
  })

  test.each([
    ['when nobody wants it', { automatic_continuation: false }],
    ['for agents', { agent: 'a' }],
  ])('is left as it is %s', async (_, more) => {
    answers = hops
    expect(await ours().create({ ...params, ...more })).toMatchObject({
      status: 'requires_continuation',
      output_text: 'Once ',
    })
    expect(asked).toHaveLength(1)
    expect(asked[0]?.body).not.toHaveProperty('automatic_continuation')
  })

  test('is not asked for ever by the same token', async () => {
    answers = [hops[0] ?? 500, { ...hops[0], id: 'i2' }, { ...hops[0], id: 'i3' }]
    expect((await ours().create(params)).output_text).toBe('Once Once ')
    expect(asked).toHaveLength(2)
  })

  test('is not lost when a later request fails', async () => {
    answers = [hops[0] ?? 500, 503]
    const error: unknown = await ours()
      .create(params)
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({
      code: 'http',
      httpStatus: 503,
      retryable: true,
      details: { id: 'i1', output_text: 'Once ', continuation_token: 't1' },
    })
    expect((error as Error).message).toMatch(/What had arrived is in `details`/)
  })

  test('cannot be left to itself and not continued', async () => {
    answers = []
    await expect(ours().create({ ...params, background: true, automatic_continuation: false })).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(asked).toEqual([])
  })
})

/** A hop as events, its steps counted from 0. */
const events = ({ id, steps, ...rest }: Fields): Fields[] => [
  { event_type: 'interaction.created', event_id: '1', interaction: { id, status: 'in_progress' } },
  ...(steps as Fields[]).flatMap((step, index) => [
    { event_type: 'step.start', event_id: `${index}s`, index, step: { type: step['type'] } },
    ...((step['content'] ?? []) as Fields[]).map((delta) => ({
      event_type: 'step.delta',
      event_id: `${index}d`,
      index,
      delta,
    })),
    { event_type: 'step.stop', event_id: `${index}e`, index },
  ]),
  { event_type: 'interaction.completed', event_id: '9', interaction: { id, ...rest } },
]

describe('the same as a stream', () => {
  test('gives the events of each request, and one whole', async () => {
    answers = hops.map(events)
    const seen: unknown[] = []
    for await (const { event_type, interaction } of (await sdk().create({
      ...params,
      stream: true,
    } as never)) as unknown as AsyncIterable<{
      event_type: string
      interaction?: Interaction
    }>)
      seen.push([event_type, interaction?.id])
    const requests = asked
    asked = []
    const stream = await ours().create({ ...params, stream: true })
    const own: unknown[] = []
    const texts: (string | undefined)[] = []
    for await (const { event_type, interaction } of stream) {
      own.push([event_type, interaction?.id])
      texts.push(stream.interaction.output_text)
    }
    expect(asked).toEqual(requests)
    expect(own).toEqual(seen)
    expect([...new Set(texts)]).toEqual([undefined, 'Once ', 'Once upon ', 'Once upon a time'])
    answers = hops
    asked = []
    expect(await stream.resolve()).toEqual(await ours().create(params))
  })

  test('that breaks in a later request is taken up there', async () => {
    const [first = {}, second = {}, third = {}] = hops
    answers = [events(first), { cut: events(second).slice(0, 3) }, events(second).slice(3), events(third)]
    const stream = await ours().create({ ...params, stream: true }, { retryDelay: 1 })
    expect((await stream.resolve()).output_text).toBe('Once upon a time')
    expect(asked.map(({ path }) => path.replace(/\?.*last_event_id=/, ' '))).toEqual([
      '/v1beta/interactions',
      '/v1beta/interactions',
      expect.stringContaining('/v1beta/interactions/i2 ') as string,
      '/v1beta/interactions',
    ])
  })

  test('whose next request fails before it begins is asked again', async () => {
    const [first = {}, , third = {}] = hops
    answers = [events(first), 503, events(third)]
    const stream = await ours().create({ ...params, stream: true }, { retryDelay: 1 })
    expect((await stream.resolve()).output_text).toBe('Once a time')
    expect(asked.map(({ body }) => body?.['continuation_token'])).toEqual([undefined, 't1', 't1'])
  })

  test('ends where nobody wants more', async () => {
    answers = hops.map(events)
    const stream = await ours().create({ ...params, stream: true, automatic_continuation: false })
    expect(await stream.resolve()).toMatchObject({ status: 'requires_continuation', continuation_token: 't1' })
    expect(asked).toHaveLength(1)
  })
})

test('a version may be named with every call', async () => {
  answers = Array.from({ length: 4 }, () => ({ id: 'i' }))
  const version = { api_version: 'v9' }
  await ours().create({ ...params, ...version })
  await ours().get('i', version)
  await ours().cancel('i', version)
  await ours().delete('i', version)
  expect(asked.map(({ path }) => path.split('/')[1])).toEqual(['v9', 'v9', 'v9', 'v9'])
  expect(asked[0]?.body).toEqual(params)
})
