/** One part that cannot be drawn takes nothing else with it. */
import { render, screen } from '@testing-library/react'
import { type ComponentType, type ReactNode, StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Message, type Part } from 'react-genai'
import {
  ArtifactList,
  CitationList,
  ErrorNotice,
  FinishNotice,
  Markdown,
  MessageList,
  MessageView,
  ObjectView,
  PartsProvider,
  PartView,
  type ToolProps,
  UsageLine,
} from 'react-genai/components'
import { french, german } from 'react-genai/languages'

const NOTICE = 'This could not be shown as it should. The rest is not affected.'
const UNREAD = 'The server sent a part that could not be read.'

const Boom = (): ReactNode => {
  throw new Error('boom')
}
const message = (...content: unknown[]) => new Message({ role: 'model', content: content as Part[] })

let reported: unknown[]
beforeEach(() => {
  reported = []
  vi.spyOn(console, 'error').mockImplementation((...args) => void reported.push(...args))
})
afterEach(() => vi.restoreAllMocks())
const hasReported = (words: string): boolean => reported.some((one) => String(one).includes(words))

describe('what throws is replaced, and reported', () => {
  test('the component of a kind', () => {
    render(
      <StrictMode>
        <PartsProvider parts={{ data: Boom }}>
          <MessageView message={message({ text: 'before' }, { data: 1 }, { text: 'after' })} />
        </PartsProvider>
      </StrictMode>,
    )
    expect(screen.getByRole('article').textContent).toBe(`before${NOTICE}after`)
    expect(hasReported('boom')).toBe(true)
  })

  test('a text keeps its words', () => {
    render(
      <PartsProvider markdown={{ components: { strong: Boom } }}>
        <MessageView message={message({ text: 'a **b** c' }, { text: 'after' })} />
      </PartsProvider>,
    )
    expect(screen.getByRole('article').textContent).toBe(`${NOTICE}a **b** cafter`)
  })

  test('it is tried again with the next chunk, and when the answer has come', () => {
    const Weather = ({ part, response }: ToolProps) => {
      const { city } = part.toolRequest.input as { city: string }
      if (city.startsWith('L') && !response) throw new Error('not yet')
      return <p>{city.toUpperCase()}</p>
    }
    const draw = (input: unknown, response?: ToolProps['response']) => (
      <PartsProvider tools={{ weather: Weather }}>
        <PartView part={{ toolRequest: { name: 'weather', input } }} response={response} />
      </PartsProvider>
    )
    const { rerender, container } = render(draw(undefined))
    expect(container.textContent).toBe(NOTICE)
    rerender(draw({ city: 'Paris' }))
    expect(container.textContent).toBe('PARIS')
    rerender(draw({ city: 'Lima' }))
    expect(container.textContent).toBe(NOTICE)
    rerender(draw({ city: 'Lima' }, { toolResponse: { name: 'weather', output: 1 } }))
    expect(container.textContent).toBe('LIMA')
  })

  test('it is not tried again for anything else', () => {
    let tries = 0
    const Counted = (): ReactNode => {
      tries++
      throw new Error('boom')
    }
    const parts = { data: Counted }
    const part = { data: 1 }
    const draw = (title: string) => (
      <PartsProvider parts={parts}>
        <p>{title}</p>
        <PartView part={part} />
      </PartsProvider>
    )
    const { rerender } = render(draw('one'))
    const before = tries
    rerender(draw('two'))
    rerender(draw('three'))
    expect(tries).toBe(before)
  })

  test('a row of a list, and what draws it', () => {
    const items = ['a', 'b', 'c'].map((id) => ({ id }))
    const draw = ({ id }: { id: string }): ReactNode => {
      if (id === 'b') throw new Error('row')
      return <p>{id}</p>
    }
    render(<MessageList items={items}>{draw}</MessageList>)
    expect(screen.getAllByRole('article').map((row) => row.textContent)).toEqual(['a', NOTICE, 'c'])
  })

  test('in other languages', () => {
    for (const labels of [german, french]) {
      const { container, unmount } = render(
        <PartsProvider labels={labels} parts={{ data: Boom }}>
          <PartView part={{ data: 1 }} />
        </PartsProvider>,
      )
      expect(container.textContent).toBe(labels.notShown)
      unmount()
    }
  })
})

describe('words of the app', () => {
  const request = { toolRequest: { name: 'pay' } }
  test.each([
    ['none for all roles', { roles: null }],
    ['a text where a function is meant', { toolRequested: 'x' }],
    ['one that throws', { toolRequested: Boom }],
    ['one that says no text', { toolRequested: () => ({}) }],
    ['an object in place of a text', { toolInput: {} }],
    ['no labels at all', 5],
  ])('%s: ours are said', (_, labels) => {
    render(
      <PartsProvider labels={labels as never}>
        <MessageView message={message(request)} />
      </PartsProvider>,
    )
    expect(screen.getByRole('article', { name: 'Answer' }).textContent).toBe('Wants to use pay')
  })
})

const cyclic: Record<string, unknown> = { a: 1 }
cyclic['self'] = cyclic
const fails = (): never => {
  throw new Error('no')
}

const components: Readonly<Record<string, unknown>> = {
  ArtifactList,
  CitationList,
  ErrorNotice,
  FinishNotice,
  Markdown,
  MessageList,
  MessageView,
  ObjectView,
  PartView,
  UsageLine,
}

describe('shapes that no type allows', () => {
  // Each component by its name, its props, and what is seen of it.
  test.each<[string, Record<string, unknown>, string]>([
    ...[
      5,
      'x',
      [],
      { text: 5 },
      { text: {} },
      { reasoning: {} },
      { media: null },
      { media: 'x' },
      { media: {} },
      { media: { url: null } },
      { toolRequest: null },
      { toolRequest: {} },
      { toolRequest: 'x' },
      { toolRequest: { name: 5 } },
      { toolRequest: { name: {} } },
      { toolResponse: null },
      { toolResponse: 'x' },
      { toolResponse: { name: {} } },
      { custom: null },
      { custom: 'x' },
      { custom: 5 },
      { resource: null },
    ].map((part): [string, Record<string, unknown>, string] => ['PartView', { part }, UNREAD]),
    ['PartView', { part: null }, ''],
    ['PartView', { part: { hologram: 1 } }, ''],
    ['PartView', { part: { toolRequest: { name: 'pay' }, metadata: 'str' } }, 'Wants to use pay'],
    ['PartView', { part: { toolRequest: { name: 'pay' }, metadata: 5 } }, 'Wants to use pay'],
    ['PartView', { part: { toolResponse: { name: 'pay', content: 5 } } }, `Used payOutput${UNREAD}`],
    ['PartView', { part: { toolResponse: { name: 'pay', content: 'abc' } } }, `Used payOutput${UNREAD}`],
    ['PartView', { part: { toolResponse: { name: 'pay', content: [null, { text: 'in' }] } } }, 'Used payOutputin'],
    ['PartView', { part: { toolRequest: { name: 'pay' } }, response: {} }, 'Wants to use pay'],
    ['PartView', { part: { toolRequest: { name: 'pay' } }, response: 'x' }, 'Wants to use pay'],
    ['PartView', { part: { toolRequest: { name: 'pay' } }, response: { toolResponse: null } }, 'Wants to use pay'],
    ['MessageView', { message: null }, ''],
    ['MessageView', { message: {} }, ''],
    ['MessageView', { message: { role: 'model', content: null } }, ''],
    ['MessageView', { message: { role: 'model', content: 'x' } }, UNREAD],
    ['MessageView', { message: { role: 'model', content: {} } }, ''],
    ['MessageView', { message: { role: 'model', content: [null, { text: 'good' }] } }, 'good'],
    ['MessageView', { message: { role: 'model', content: [5, { text: 'good' }] } }, `${UNREAD}good`],
    ['MessageView', { message: message({ toolRequest: { name: 'pay' } }), responses: {} }, 'Wants to use pay'],
    ['MessageView', { message: message({ text: 'good' }), grounding: {} }, 'good'],
    [
      'MessageView',
      { message: message({ text: 'good' }), grounding: { citations: [null], sources: [null] } },
      'goodSource 1',
    ],
    ['MessageView', { message: message({ text: 'good' }), grounding: { sources: [{ title: {} }] } }, 'goodSource 1'],
    ['MessageList', { items: null, children: () => 'row' }, ''],
    ['MessageList', { items: [null, {}, { id: 'a' }], children: () => 'row' }, 'row'],
    ['CitationList', { sources: null }, ''],
    ['CitationList', { sources: 'abc' }, ''],
    ['CitationList', { sources: [null, { title: {} }, { title: 'Three' }] }, 'Source 1Source 2Three'],
    ['ArtifactList', { artifacts: null }, ''],
    ['ArtifactList', { artifacts: [null, {}] }, ''],
    ['ArtifactList', { artifacts: [{ name: {}, parts: [{ text: 'made' }] }] }, 'Artifact 1made'],
    ...[null, undefined, {}, 5].map((error): [string, Record<string, unknown>, string] => [
      'ErrorNotice',
      { error },
      'The answer could not be finished.',
    ]),
    ['ErrorNotice', { error: 'Disk full' }, 'The answer could not be finished.Disk full'],
    ['ErrorNotice', { error: new Error('Disk full') }, 'The answer could not be finished.Disk full'],
    ['ErrorNotice', { error: { code: 'http', message: {} } }, 'The server refused'],
    ['ErrorNotice', { error: { code: '__proto__', message: 'm' } }, '__proto__m'],
    ['ErrorNotice', { error: { code: {}, message: 'm' } }, 'The answer could not be finished.m'],
    ['UsageLine', { usage: null }, ''],
    ['UsageLine', { usage: { inputTokens: {}, outputTokens: Symbol('s'), thoughtsTokens: -5 } }, ''],
    ['UsageLine', { usage: { inputTokens: Infinity, outputTokens: 3 } }, '3 out'],
    ['FinishNotice', { reason: 'blocked', detail: {} }, 'The model refused to answer this. '],
    ...[null, 5, {}, ['a'], Symbol('s')].map((text): [string, Record<string, unknown>, string] => [
      'Markdown',
      { text },
      '',
    ]),
    ['ObjectView', { value: { a: 1 }, issues: 5 }, 'A1'],
    ['ObjectView', { value: { a: 1 }, issues: [null, { message: 'x' }, { message: {}, path: [] }] }, 'A1'],
    ['ObjectView', { value: { a: 1 }, issues: [{ message: 'wrong', path: ['a', cyclic] }] }, 'A1wrong'],
    ['ObjectView', { value: { a: 1 }, isComplete: fails }, NOTICE],
    ['ObjectView', { value: { a: 1 }, fieldLabel: fails }, NOTICE],
  ])('%s, row %#', (name, props, seen) => {
    const Shown = components[name] as ComponentType<Record<string, unknown>>
    const { container } = render(<Shown {...props} />)
    for (const button of container.querySelectorAll('button')) button.remove()
    expect(container.textContent).toBe(seen)
  })

  test.each([
    ['a kind', { parts: { data: 5 } }],
    ['a tool', { tools: { pay: 5 } }],
    ['a map', { parts: 'x', tools: 5 }],
    ['a rule for media', { media: { allow: () => true } }],
  ])('%s that is no component', (_, options) => {
    const media = { media: { url: 'https://elsewhere.example/a.png' } }
    render(
      <PartsProvider {...(options as object)}>
        <MessageView message={message({ text: 'good' }, { data: 1 }, { toolRequest: { name: 'pay' } }, media)} />
      </PartsProvider>,
    )
    expect(screen.getByRole('article').textContent).toMatch(/^good.*elsewhere\.example/)
  })

  test.each([NaN, Infinity, -5, 0])('a picture that is %s wide has the size that it has', (width) => {
    const url = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'
    render(<PartView part={{ media: { url }, metadata: { width, height: 10 } }} />)
    expect(screen.getByRole('img').getAttribute('width')).toBe('1')
  })

  test('an object that cannot be shown leaves what is around it', () => {
    render(
      <>
        <p>around</p>
        <ObjectView value={{ a: 1 }} fieldLabel={fails} />
      </>,
    )
    expect(screen.getByText('around')).toBeTruthy()
  })
})
