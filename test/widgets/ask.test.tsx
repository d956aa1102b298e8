import { act, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { expect, test } from 'vitest'
import { GenAIProvider, createGenkitClient } from 'react-genai'
import { mockBackend, mockTransport, replayFetch } from 'react-genai/testing'
import { Ask } from 'react-genai/widgets'
import 'react-genai/styles.css'

const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 0)))
const frame = () => act(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))))
const box = () => screen.getByLabelText('Ask')

test('a reply grows on screen, then settles', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} />)
  await userEvent.type(box(), 'Why?{Enter}')
  backend.text('Be')
  await frame()
  expect(screen.getByRole('article').textContent).toBe('Be')
  expect(screen.getByRole('article').getAttribute('aria-busy')).toBe('true')
  backend.text('cause')
  backend.end()
  await settle()
  expect(screen.getByRole('article').textContent).toBe('Because')
  expect(screen.getByRole('article').getAttribute('aria-busy')).toBeNull()
})

test('Enter sends, Shift+Enter breaks the line, blank sends nothing', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} />)
  await userEvent.type(box(), '  {Enter}')
  expect(screen.getByRole('button', { name: 'Send' })).toHaveProperty('disabled', true)
  await userEvent.clear(box())
  await userEvent.type(box(), 'One{Shift>}{Enter}{/Shift}two{Enter}')
  await settle()
  expect(backend.requests.map((request) => request.input)).toEqual(['One\ntwo'])
})

test('Enter that chooses a word of an input method does not send', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} />)
  await userEvent.type(box(), 'にほん')
  fireEvent.keyDown(box(), { key: 'Enter', isComposing: true })
  fireEvent.keyDown(box(), { key: 'Enter', keyCode: 229 })
  await settle()
  expect(backend.requests).toHaveLength(0)
})

test('Enter twice is one request', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} />)
  await userEvent.type(box(), 'Why?{Enter}{Enter}')
  await settle()
  expect(backend.requests).toHaveLength(1)
})

test('the button becomes Stop, keeps the focus, and stops with the words that came', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} />)
  await userEvent.type(box(), 'Why?')
  const button = screen.getByRole('button', { name: 'Send' })
  await userEvent.click(button)
  backend.text('Bec')
  await frame()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stop' }))
  expect(screen.getByRole('button', { name: 'Stop' })).toBe(button)
  await userEvent.click(button)
  expect(screen.getByRole('article').textContent).toBe('Bec')
  expect(screen.getByText('Stopped before the end.')).toBeTruthy()
  expect(backend.requests[0]?.signal.aborted).toBe(true)
  expect(document.activeElement).toBe(button)
})

test('Escape stops', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} />)
  await userEvent.type(box(), 'Why?{Enter}')
  backend.text('Bec')
  await frame()
  await userEvent.keyboard('{Escape}')
  expect(screen.getByText('Stopped before the end.')).toBeTruthy()
  expect(document.activeElement).toBe(box())
})

test('what is spoken: the turns and the whole answer, never a token', async () => {
  const backend = mockBackend()
  const { container } = render(<Ask backend={backend} />)
  const spoken: string[] = []
  const live = screen.getByRole('status')
  new MutationObserver(() => spoken.push(live.textContent)).observe(live, {
    childList: true,
    characterData: true,
    subtree: true,
  })
  await userEvent.type(box(), 'Why?{Enter}')
  for (const word of ['One ', 'two ', 'three ', 'four ']) {
    backend.text(word)
    await frame()
  }
  backend.end()
  await settle()
  expect(spoken).toEqual(['Waiting for an answer', 'The answer is being written', 'Answer: One two three four '])
  // The growing text itself is in no live region.
  expect(within(container).getByRole('article').closest('[aria-live], [role=log], [role=status]')).toBeNull()
})

test('an error is an alert with a way on; the question and the words are kept, and so is the focus', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} />)
  await userEvent.type(box(), 'Why?{Enter}')
  backend.text('Bec')
  backend.fail(new Error('boom'))
  await settle()
  expect(screen.getByRole('alert').textContent).toContain('boom')
  expect(screen.getByRole('article').textContent).toBe('Bec')
  expect(box()).toHaveProperty('value', 'Why?')
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(document.activeElement).toBe(box())
  await settle()
  backend.end('Because')
  await settle()
  expect(screen.getByRole('article').textContent).toBe('Because')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a suggestion asks, and leaves the focus in the box', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} suggestions={['Why is the sky blue?']} />)
  await userEvent.click(screen.getByRole('button', { name: 'Why is the sky blue?' }))
  await settle()
  expect(backend.requests[0]?.input).toBe('Why is the sky blue?')
  expect(document.activeElement).toBe(box())
  expect(box()).toHaveProperty('value', 'Why is the sky blue?')
})

test('any input can be made of the question, and any string replaced', async () => {
  const backend = mockBackend<{ prompt: string }>()
  render(
    <GenAIProvider backend={backend}>
      <Ask<{ prompt: string }> toInput={(prompt) => ({ prompt })} labels={{ ask: 'Spør', send: 'Send inn' }} />
    </GenAIProvider>,
  )
  await userEvent.type(screen.getByLabelText('Spør'), 'Hvorfor?')
  await userEvent.click(screen.getByRole('button', { name: 'Send inn' }))
  await settle()
  expect(backend.requests[0]?.input).toEqual({ prompt: 'Hvorfor?' })
})

test('a tool of one’s own gets its call and its answer', async () => {
  const backend = mockBackend()
  const Weather = ({
    part,
    response,
  }: {
    part: { toolRequest: { input?: unknown } }
    response?: { toolResponse: { output?: unknown } } | undefined
  }) => <p data-testid="card">{JSON.stringify([part.toolRequest.input, response?.toolResponse.output ?? null])}</p>
  render(<Ask backend={backend} tools={{ getWeather: Weather }} />)
  await userEvent.type(box(), 'Weather?{Enter}')
  backend.toolRequest({ name: 'getWeather', ref: '1', input: { city: 'Oslo' } })
  await frame()
  expect(screen.getByTestId('card').textContent).toBe('[{"city":"Oslo"},null]')
  backend.chunk({ role: 'tool', index: 1, content: [{ toolResponse: { name: 'getWeather', ref: '1', output: 4 } }] })
  await frame()
  expect(screen.getByTestId('card').textContent).toBe('[{"city":"Oslo"},4]')
})

const half = 'data: {"message":"Half an ans"}\n\n'
const bad: [name: string, fetch: typeof fetch, title: string, says: RegExp, kept?: string][] = [
  [
    'a wrong URL',
    replayFetch({ body: '<pre>Cannot POST /nosuch</pre>', status: 404, contentType: 'text/html' }),
    'The server refused',
    /404.*Check `baseUrl` and the path/,
  ],
  ['a server that is down', mockTransport((request) => request.drop()).fetch, 'No connection', /It is down/],
  [
    '401',
    replayFetch({ body: '{"status":"UNAUTHENTICATED","message":"Who?"}', status: 401 }),
    'The server refused',
    /401.*Check `headers`/,
  ],
  [
    '500 JSON',
    replayFetch({ body: '{"status":"INTERNAL","message":"Internal Error"}', status: 500 }),
    'The server refused',
    /500 INTERNAL/,
  ],
  [
    'a cut connection',
    replayFetch(half, { pace: 'instant', cut: true }),
    'No connection',
    /broke in mid-answer/,
    'Half an ans',
  ],
  [
    'an end too early',
    replayFetch(half, { pace: 'instant' }),
    'The answer was cut off',
    /ended in mid-answer/,
    'Half an ans',
  ],
  [
    'a body that is not JSON',
    replayFetch(`${half}data: oops\n\n`, { pace: 'instant' }),
    'Unreadable answer',
    /not JSON/,
    'Half an ans',
  ],
  ['an empty body', replayFetch('', { pace: 'instant' }), 'Unexpected answer', /sent nothing/],
  [
    'a web page',
    replayFetch({ body: '<!doctype html><title>Sign in</title>', contentType: 'text/html' }, { pace: 'instant' }),
    'Unexpected answer',
    /web page/,
  ],
]

test.each(bad)('%s: its own message, the words that came, a way to try again', async (_, fetch, title, says, kept) => {
  render(<Ask backend={createGenkitClient({ fetch }).flow<string>('chat')} />)
  await userEvent.type(box(), 'Why?{Enter}')
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain(title)
  expect(alert.textContent).toMatch(says)
  expect(within(alert).getByRole('button', { name: 'Try again' })).toBeTruthy()
  expect(screen.queryByRole('article')?.textContent).toBe(kept)
})

test('Escape stops from the button too, and a handler of one’s own hears it', async () => {
  const backend = mockBackend()
  const heard: string[] = []
  render(<Ask backend={backend} onKeyDown={(event) => heard.push(event.key)} />)
  await userEvent.type(box(), 'Why?{Enter}')
  backend.text('Bec')
  await frame()
  screen.getByRole('button', { name: 'Stop' }).focus()
  await userEvent.keyboard('{Escape}')
  expect(screen.getByText('Stopped before the end.')).toBeTruthy()
  expect(heard.at(-1)).toBe('Escape')
})

test('a double click on Send sends, and does not stop', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} />)
  await userEvent.type(box(), 'Why?')
  await userEvent.dblClick(screen.getByRole('button', { name: 'Send' }))
  await settle()
  expect(backend.requests).toHaveLength(1)
  expect(backend.requests[0]?.signal.aborted).toBe(false)
})

test('suggestions come back with an empty box', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} suggestions={['Why?']} />)
  await userEvent.type(box(), 'How?{Enter}')
  backend.end('So')
  await settle()
  expect(screen.queryByRole('button', { name: 'Why?' })).toBeNull()
  await userEvent.clear(box())
  expect(screen.getByRole('button', { name: 'Why?' })).toBeTruthy()
})

test('an answer without words is spoken of too', async () => {
  const backend = mockBackend()
  render(<Ask backend={backend} />)
  await userEvent.type(box(), 'JSON?{Enter}')
  backend.end({ a: 1 })
  await settle()
  expect(screen.getByRole('status').textContent).toBe('The answer is complete')
})

test.each(['__proto__', 'constructor', 'toString', 'brand-new'])(
  'a finish reason of %s breaks nothing',
  async (finishReason) => {
    const backend = mockBackend()
    render(<Ask backend={backend} />)
    await userEvent.type(box(), 'Why?{Enter}')
    backend.end({ message: { role: 'model', content: [{ text: 'hello' }] }, finishReason, usage: {} })
    await settle()
    expect(screen.getByRole('article').textContent).toBe('hello')
  },
)
test('zero axe violations in every state', async () => {
  const backend = mockBackend()
  const { container } = render(
    <main>
      <h1>Ask</h1>
      <Ask backend={backend} suggestions={['Why?']} />
    </main>,
  )
  const check = async (state: string) => {
    const { violations } = await axe.run(container)
    expect(
      violations.map((violation) => violation.id),
      state,
    ).toEqual([])
  }
  await check('idle')
  await userEvent.type(box(), 'Why?{Enter}')
  await check('pending')
  backend.reasoning('hm')
  backend.toolRequest({ name: 'search', input: { q: 1 } })
  backend.text('Bec')
  await frame()
  await check('streaming')
  backend.fail(new Error('boom'))
  await settle()
  await check('error')
})
