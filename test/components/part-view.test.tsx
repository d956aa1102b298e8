import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { Message, type Part } from 'react-genai'
import { FinishNotice, MessageView, PartView, PartsProvider, type PartProps, UsageLine } from 'react-genai/components'

const show = (part: unknown) => render(<PartView part={part as Part} />)

describe('parts', () => {
  test('paragraphs are blocks of their own; a finished one keeps its element while the text grows', () => {
    const { rerender, container } = render(<PartView part={{ text: 'One.\n\nTw' }} streaming />)
    const [first] = container.querySelectorAll('p')
    rerender(<PartView part={{ text: 'One.\n\nTwo.\n\n\nThree' }} streaming />)
    expect([...container.querySelectorAll('p')].map((p) => p.textContent)).toEqual(['One.', 'Two.', 'Three'])
    expect(container.querySelectorAll('p')[0]).toBe(first)
  })

  test('text is text: no markup of the model’s becomes an element', () => {
    const { container } = show({ text: '<img src=x onerror=alert(1)>' })
    expect(container.querySelector('img')).toBeNull()
    expect(container.textContent).toBe('<img src=x onerror=alert(1)>')
  })

  test('thoughts stay as the reader left them', async () => {
    const { rerender } = render(<PartView part={{ reasoning: 'hm' }} streaming />)
    const details = screen.getByRole('group')
    expect(details).toHaveProperty('open', true)
    await userEvent.click(screen.getByText('Thinking'))
    expect(details).toHaveProperty('open', false)
    rerender(<PartView part={{ reasoning: 'hm, yes' }} streaming />)
    expect(details).toHaveProperty('open', false)
    await userEvent.click(screen.getByText('Thinking'))
    rerender(<PartView part={{ reasoning: 'hm, yes' }} />)
    expect(details).toHaveProperty('open', true)
  })

  test('a picture from elsewhere is loaded only when somebody asks for it', async () => {
    show({ media: { url: 'https://elsewhere.example/cat.png' } })
    expect(screen.queryByRole('img')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Load it from elsewhere.example' }))
    expect(screen.getByRole('img')).toHaveProperty('src', 'https://elsewhere.example/cat.png')
    expect(screen.getByRole('img')).toHaveProperty('referrerPolicy', 'no-referrer')
  })

  test('a picture from an allowed origin is loaded', () => {
    render(
      <PartsProvider media={{ allow: ['https://cdn.example'] }}>
        <PartView part={{ media: { url: 'https://cdn.example/cat.png' }, metadata: { alt: 'A cat' } }} />
      </PartsProvider>,
    )
    expect(screen.getByRole('img', { name: 'A cat' })).toBeTruthy()
  })

  test.each([
    ['instructions for the model', { text: 'x', metadata: { purpose: 'output' } }],
    ['documents for the model', { text: 'x', metadata: { purpose: 'context' } }],
    ['a kind of a later version', { hologram: 'x' }],
    ['nothing but metadata', { metadata: { a: 1 } }],
    ['a provider’s own part', { custom: { x: 1 } }],
  ])('%s: nothing is shown', (_, part) => {
    expect(show(part).container.textContent).toBe('')
  })

  test('data that goes deep or on and on ends in plain JSON and a count', () => {
    let deep: unknown = 'end'
    for (let level = 0; level < 500; level++) deep = { deep }
    const { container } = show({ data: { deep, many: Array.from({ length: 1000 }, (_, at) => at) } })
    expect(container.querySelectorAll('li').length).toBeLessThan(250)
    expect(screen.getByText('+800')).toBeTruthy()
  })
})

describe('replacing them', () => {
  const Chart = ({ part, streaming }: PartProps<'data'>): ReactNode => (
    <p data-testid="chart">{JSON.stringify([part.data, streaming])}</p>
  )

  test('a kind', () => {
    render(
      <PartsProvider parts={{ data: Chart }}>
        <MessageView message={new Message({ role: 'model', content: [{ text: 'a' }, { data: [1, 2] }] })} streaming />
      </PartsProvider>,
    )
    expect(screen.getByTestId('chart').textContent).toBe('[[1,2],true]')
    expect(screen.getByText('a')).toBeTruthy()
  })

  test('a nested provider keeps what it does not name', () => {
    render(
      <PartsProvider parts={{ data: Chart }} labels={{ thoughts: 'Tanker' }}>
        <PartsProvider labels={{ toolInput: 'Inndata' }}>
          <PartView part={{ data: 1 }} />
          <PartView part={{ reasoning: 'hm' }} />
        </PartsProvider>
      </PartsProvider>,
    )
    expect(screen.getByTestId('chart')).toBeTruthy()
    expect(screen.getByText('Tanker')).toBeTruthy()
  })

  test.each(['constructor', '__proto__', 'toString'])('a tool called %s is not found where it was not put', (name) => {
    render(
      <PartsProvider tools={{}}>
        <PartView part={{ toolRequest: { name } }} />
      </PartsProvider>,
    )
    expect(screen.getByText(`Wants to use ${name}`)).toBeTruthy()
  })
})

test('a message spreads its props, says its state, and is named by its role', () => {
  render(<MessageView message={Message.parse('Hi')} streaming className="mine" id="m1" />)
  const article = screen.getByRole('article', { name: 'You' })
  expect(article.className).toBe('rg-message mine')
  expect(article.id).toBe('m1')
  expect(article.dataset).toMatchObject({ role: 'user', streaming: 'true' })
})

describe('what a person is asked to agree to', () => {
  test('is all there, however long', () => {
    const input = Object.fromEntries([...Array.from({ length: 200 }, (_, at) => [`k${at}`, at]), ['amount', 5000]])
    const { container } = show({ toolRequest: { name: 'pay', input }, metadata: { interrupt: true } })
    expect(container.textContent).toContain('"amount":5000')
  })
  test('is what they see: invisible characters are spelled out', () => {
    show({ toolRequest: { name: 'pay\u202Eyap', input: { 'to\u200F': 'Ada\u0000' } }, metadata: { interrupt: true } })
    expect(screen.getByText(/pay\\u202eyap/)).toBeTruthy()
    expect(screen.getByText('to\\u200f')).toBeTruthy()
    expect(screen.getByText('Ada\\u0000')).toBeTruthy()
  })
  test('and no more than that: line ends, and the marks of right-to-left scripts, are ordinary', () => {
    const input = { a: 'one\r\ntwo', b: 'שלום\u200F!', c: 'שלום\u202E' }
    const { container } = show({ toolRequest: { name: 'pay', input }, metadata: { interrupt: true } })
    expect(container.textContent).toContain('one\r\ntwo')
    expect(container.textContent).toContain('שלום\u200F!')
    expect(container.textContent).toContain('שלום\\u202e')
  })
})

test.each([
  ['https://\u0430pple.example/a.pdf', 'Open at xn--pple-43d.example'],
  ['https://www.good.example%2eevil.example/a.pdf', 'Open at www.good.example.evil.example'],
])('the link of %s names the host that the browser would go to', (url, name) => {
  show({ media: { url, contentType: 'application/pdf' } })
  expect(screen.getByRole('link', { name })).toBeTruthy()
})

test('an address that no browser can read is no link', () => {
  show({ media: { url: 'https://a.example:80:80/a.pdf', contentType: 'application/pdf' } })
  expect(screen.queryByRole('link')).toBeNull()
})

test('a file on the web is a link, never opened by itself', () => {
  show({ media: { url: 'https://files.example/a.pdf', contentType: 'application/pdf' } })
  const link = screen.getByRole('link', { name: 'Open at files.example' })
  expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow')
})

test.each(['javascript:alert(1)', 'gs://b/a.pdf', 'https://user:pw@evil.example/a.pdf', 'data:text/html,x'])(
  '%s is no link',
  (url) => {
    show({ media: { url, contentType: 'application/pdf' } })
    expect(screen.queryByRole('link')).toBeNull()
  },
)

describe('what became of a tool', () => {
  const request = { toolRequest: { name: 'search', ref: '1', input: { q: 'x' } } }
  const answer = (output: unknown, metadata?: Record<string, unknown>) => ({
    toolResponse: { name: 'search', ref: '1', output },
    ...(metadata && { metadata }),
  })
  test.each([
    [
      'partial',
      { part: { toolRequest: { ...request.toolRequest, partial: true } }, streaming: true },
      'Preparing search',
    ],
    ['running', { part: request, streaming: true }, 'Using search'],
    ['waiting', { part: { ...request, metadata: { interrupt: true } } }, 'search waits for an answer'],
    ['requested', { part: request }, 'Wants to use search'],
    ['done', { part: request, response: answer({ hits: 2 }) }, 'Used search'],
    ['done', { part: request, response: answer({ error: 'some', hits: 2 }) }, 'Used search'],
    ['failed', { part: request, response: answer({ error: 'down' }) }, 'search failed'],
    ['failed', { part: request, response: answer(null, { error: 'down' }) }, 'search failed'],
  ])('%s', (state, props, words) => {
    render(<PartView {...props} />)
    expect(screen.getByText(words).closest('details')?.dataset['state']).toBe(state)
  })
})

test('thoughts say how long they took, when somebody saw them', async () => {
  const { rerender } = render(<PartView part={{ reasoning: 'hm' }} streaming />)
  rerender(<PartView part={{ reasoning: 'hm' }} />)
  expect(await screen.findByText('Thought for 1 s')).toBeTruthy()
  cleanup()
  render(<PartView part={{ reasoning: 'hm' }} />)
  expect(screen.getByText('Thoughts')).toBeTruthy()
})

test('code that Gemini ran, and what came of it', () => {
  render(<PartView part={{ custom: { executableCode: { language: 'PYTHON', code: 'print(1)\n' } } }} />)
  render(<PartView part={{ custom: { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1\n' } } }} />)
  render(<PartView part={{ custom: { codeExecutionResult: { outcome: 'OUTCOME_DEADLINE_EXCEEDED' } } }} />)
  expect(screen.getByRole('figure', { name: 'Code, python' }).textContent).toContain('print(1)')
  expect(screen.getByText('Output').parentElement?.dataset['outcome']).toBe('ok')
  expect(screen.getByText('The code failed').parentElement?.dataset['outcome']).toBe('failed')
})

test('reasons and tokens, in words', () => {
  render(<FinishNotice reason="blocked" detail="SPII" />)
  expect(screen.getByText(/It would have told personal data\./)).toBeTruthy()
  render(<FinishNotice reason="blocked" detail="constructor" />)
  expect(screen.getByText('constructor')).toBeTruthy()
  const { container } = render(<UsageLine usage={{ inputTokens: 1200, outputTokens: 3 }} />)
  expect(container.textContent).toBe('1,200 tokens in · 3 out')
  expect(render(<UsageLine usage={{}} />).container.textContent).toBe('')
})

test.each(['<b>', 7, { text: { toString: () => 'x' } }, { reasoning: 1 }])(
  '%j is no part: that is said, and breaks nothing',
  (part) => {
    expect(show(part).container.textContent).toBe('The server sent a part that could not be read.')
  },
)
