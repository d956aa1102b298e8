/** A conversation outlives whatever throws in it. */
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ComponentProps, type ReactNode, StrictMode } from 'react'
import { type ChatInput, type ChatMessageData, GenAIProvider } from 'react-genai'
import type { ToolProps } from 'react-genai/components'
import { mockBackend, type MockBackend } from 'react-genai/testing'
import { Ask, ChatWidget, ObjectForm } from 'react-genai/widgets'
import 'react-genai/styles.css'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

const NOTICE = 'This could not be shown as it should. The rest is not affected.'
const Boom = (): ReactNode => {
  throw new Error('boom')
}
const earlier: ChatMessageData[] = [
  { id: 'a', role: 'user', content: [{ text: 'earlier question' }], createdAt: 1, status: 'sent' },
  { id: 'b', parentId: 'a', role: 'model', content: [{ text: 'earlier answer' }], createdAt: 2, status: 'done' },
]

let backend: MockBackend<ChatInput>
beforeEach(() => {
  backend = mockBackend<ChatInput>()
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => vi.restoreAllMocks())

const frame = () => act(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
const told = async (say: () => void) => {
  say()
  await frame()
}
const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
const show = (props: ComponentProps<typeof ChatWidget> = {}) =>
  render(
    <StrictMode>
      <GenAIProvider backend={backend}>
        <ChatWidget messages={earlier} {...props} />
      </GenAIProvider>
    </StrictMode>,
  )
const ask = async (question: string) => {
  await userEvent.type(box(), `${question}{Enter}`)
  await frame()
}
const rows = () => screen.getAllByRole('article').map((row) => row.textContent)

describe('ChatWidget', () => {
  test('what stands in for what throws may throw as well: a notice takes its place, and what was said stays', async () => {
    // The box to write in looks at it, whoever draws the box.
    vi.stubGlobal('CSS', undefined)
    show({ slots: { composer: Boom } })
    await waitFor(() => expect(screen.getAllByText(NOTICE).length).toBeGreaterThan(0))
    expect(rows()).toHaveLength(2)
    expect(rows()[1]).toContain('earlier answer')
    vi.unstubAllGlobals()
  })

  test('a tool that throws in the middle of a reply takes nothing with it, and comes back', async () => {
    const Weather = ({ part }: ToolProps) => <p>{(part.toolRequest.input as { city: string }).city.toUpperCase()}</p>
    show({ tools: { weather: Weather } })
    await ask('Weather?')
    fireEvent.change(box(), { target: { value: 'a draft' } })
    await told(() => backend.text('Let me '))
    await told(() => backend.text('see. '))
    await told(() =>
      backend.chunk({ role: 'model', content: [{ toolRequest: { name: 'weather', ref: '1', partial: true } }] }),
    )
    await waitFor(() => expect(rows().at(-1)).toContain(`Let me see.${NOTICE}`))
    expect(rows()[1]).toContain('earlier answer')
    expect(box().value).toBe('a draft')
    await told(() =>
      backend.chunk({
        role: 'model',
        content: [{ toolRequest: { name: 'weather', ref: '1', input: { city: 'Lima' } } }],
      }),
    )
    expect(rows().at(-1)).toContain('Let me see.LIMA')
    await told(() => backend.text('That is all.'))
    await told(() => backend.end())
    expect(rows().at(-1)).toContain('That is all.')
    expect(screen.queryByText(NOTICE)).toBeNull()
  })

  test.each(['avatar', 'meta', 'day', 'actions', 'moreActions', 'footer', 'composerTools'])(
    'a slot that throws: %s',
    async (name) => {
      show({ slots: { [name]: Boom } })
      await ask('Why?')
      await told(() => backend.text('Because'))
      await told(() => backend.end())
      expect((await screen.findAllByText(NOTICE)).length).toBeGreaterThan(0)
      expect(rows()[1]).toContain('earlier answer')
      expect(rows()[3]).toContain('Because')
    },
  )

  test('a header or a composer that throws makes room for the widget’s own', async () => {
    show({ title: 'Support', slots: { header: Boom, composer: Boom } })
    expect(screen.getByRole('heading', { name: 'Support' })).toBeTruthy()
    await ask('Why?')
    expect(backend.requests).toHaveLength(1)
  })

  test('words that a component cannot show stay readable while they grow', async () => {
    show({ markdown: { components: { strong: Boom } } })
    await ask('Why?')
    await told(() => backend.text('It is **so** '))
    await told(() => backend.text('and not otherwise.'))
    expect(screen.getByText('It is **so** and not otherwise.')).toBeTruthy()
    await told(() => backend.end())
    expect(screen.getByText('earlier answer')).toBeTruthy()
  })

  test.each([1e300, -1e300, NaN])('a time that is none (%s) has no day, and what follows has', (createdAt) => {
    show({ messages: earlier.map((message, at) => (at === 0 ? { ...message, createdAt } : message)) })
    expect(screen.getByText('earlier question')).toBeTruthy()
    expect(document.querySelectorAll('time')).toHaveLength(1)
  })

  test.each<[string, object]>([
    ['no suggestions', { suggestions: null, messages: [] }],
    ['suggestions that are no text', { suggestions: [{}], messages: [] }],
    ['a welcome that cannot be shown', { welcome: {}, messages: [] }],
    ['a title that is no text', { title: {} }],
    ['no slots', { slots: null }],
    ['a slot that is no component', { slots: { avatar: 5 } }],
    ['a tool that is none', { tools: { pay: 5 } }],
    ['no tools', { tools: null }],
    ['a day that throws', { labels: { day: Boom } }],
    ['labels of no kind', { labels: { roles: null, errors: null, finish: null } }],
    ['a place that there is not', { mode: 'weird' }],
  ])('%s: the chat is there, and works', async (_, props) => {
    show(props)
    expect(screen.getByRole('region', { name: 'Chat' })).toBeTruthy()
    await ask('Why?')
    await told(() => backend.text('Because'))
    await told(() => backend.fail(new Error('Lost')))
    expect(screen.getByText('Because')).toBeTruthy()
  })
})

test('Ask: what answers may throw, and one can ask again', async () => {
  const asked = mockBackend<string>()
  render(<Ask backend={asked} tools={{ weather: Boom }} />)
  await userEvent.type(screen.getByRole('textbox'), 'Weather?{Enter}')
  await told(() => asked.text('Let me see. '))
  await told(() => asked.chunk({ role: 'model', content: [{ toolRequest: { name: 'weather' } }] }))
  await screen.findByText(NOTICE)
  expect(screen.getByText('Let me see.')).toBeTruthy()
  expect(screen.getByRole('textbox')).toBeTruthy()
})

test('ObjectForm: an object that cannot be shown leaves the box', async () => {
  const asked = mockBackend<string>()
  const fails = (): never => {
    throw new Error('no')
  }
  render(<ObjectForm backend={asked} fieldLabel={fails} />)
  await userEvent.type(screen.getByRole('textbox'), 'Ada{Enter}')
  await told(() => asked.text('{"name":"Ada"}'))
  await told(() => asked.end())
  expect(screen.getByText(NOTICE)).toBeTruthy()
  expect(screen.getByRole('textbox')).toBeTruthy()
})
