import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import { Message } from 'react-genai'
import {
  type CodeBlockProps,
  groundingOf,
  type LineReader,
  Markdown,
  markCitations,
  MessageView,
  PartsProvider,
  PartView,
} from 'react-genai/components'

const show = (text: string, streaming = false) => render(<Markdown text={text} streaming={streaming} />).container

describe('what is half written', () => {
  test.each([
    ['It is **very', 'It is very', 'strong'],
    ['It is *very', 'It is very', 'em'],
    ['Done ~~gone', 'Done gone', 'del'],
    ['Call `fetch(', 'Call fetch(', 'code'],
    ['See [the book](https://exa', 'See the book', 'a:not([href])'],
    ['See [the bo', 'See the bo', 'a:not([href])'],
    ['| Name | Qu', 'NameQu', 'th + th'],
  ])('%s', (text, words, element) => {
    const container = show(text, true)
    expect(container.querySelector(element)).not.toBeNull()
    expect(container.querySelector('.rg-blocks')?.textContent.replace(/Copy.*/, '')).toBe(words)
  })

  test.each([
    ['text ![a pic](https://exa', 'text '],
    ['text <div cla', 'text '],
    ['text &am', 'text '],
    ['text[^1', 'text'],
    ['text\n\n``', 'text'],
    ['text\n\n[ref]: https://exa', 'text'],
  ])('%s: nothing of its marks is shown', (text, words) => {
    expect(show(text, true).textContent).toBe(words)
  })

  test.each(['5 * 3', 'snake_case_name', 'it costs $5', 'a[0', 'x < y'])('%s is left alone', (text) => {
    expect(show(text, true).textContent).toBe(text)
  })

  test('an address leads nowhere until it is whole', () => {
    const { container, rerender } = render(<Markdown text="See https://example.co" streaming />)
    const link = container.querySelector('a')
    expect(link?.getAttribute('href')).toBeNull()
    rerender(<Markdown text="See https://example.com now" streaming />)
    expect(container.querySelector('a')).toBe(link)
    expect(link?.getAttribute('href')).toBe('https://example.com')
  })
})

describe('links', () => {
  test.each(['https://a.example', 'http://a.example/x', 'mailto:me@a.example', 'tel:+4712345', '/local', '#place'])(
    '%s is one',
    (href) => {
      show(`[x](${href})`)
      expect(screen.getByRole('link').getAttribute('href')).toBe(href)
      expect(screen.getByRole('link').getAttribute('rel')).toBe('noopener noreferrer nofollow')
    },
  )

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc',
    'blob:https://a/x',
  ])('%s is text', (href) => {
    const container = show(`[words](${href})`)
    expect(container.querySelector('a')).toBeNull()
    expect(container.textContent).toBe('words')
  })

  test('one that says another host than it leads to says where it leads', () => {
    show('[https://bank.example](https://evil.example) [bank.example](https://bank.example/login)')
    const [lie, truth] = screen.getAllByRole('link')
    expect(lie?.dataset['host']).toBe('evil.example')
    expect(truth?.dataset['host']).toBeUndefined()
  })

  test('a character that turns the direction is gone, however it was written', () => {
    expect(show('[a\u202eb](https://a.example) &#x202e;c').textContent).toBe('ab c')
  })
})

describe('pictures', () => {
  test('wait for a click where the app has not allowed their host', async () => {
    const container = show('![A cat](https://elsewhere.example/cat.png)')
    expect(container.querySelector('img')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'A cat Load it from elsewhere.example' }))
    expect(screen.getByRole('img', { name: 'A cat' })).toHaveProperty('src', 'https://elsewhere.example/cat.png')
  })

  test('load where it has', () => {
    render(
      <PartsProvider media={{ allow: ['https://cdn.example'] }}>
        <Markdown text="![A cat](https://cdn.example/cat.png)" />
      </PartsProvider>,
    )
    expect(screen.getByRole('img', { name: 'A cat' })).toHaveProperty('referrerPolicy', 'no-referrer')
  })
})

describe('code', () => {
  test('is copied as it is, whatever the lines look like', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    show('```js\nconst a = 1\n\n  b()\n```')
    await userEvent.click(screen.getByRole('button', { name: 'Copy' }))
    expect(write).toHaveBeenCalledWith('const a = 1\n\n  b()')
    expect(await screen.findByText('Copied')).toBeTruthy()
    write.mockRestore()
  })

  test('a finished line is coloured once, while others follow', async () => {
    const read: string[] = []
    const reader: LineReader<number> = {
      start: () => 0,
      read: (line, state) => {
        read.push(line)
        return { tokens: [[line, state === 0 ? 'keyword' : 'string']], state: state + 1 }
      },
    }
    const highlight = (): LineReader => reader as LineReader
    const lines = Array.from({ length: 50 }, (_, at) => `line ${at}`)
    const { container, rerender } = render(<Markdown text={'```x\nline 0\n'} streaming highlight={highlight} />)
    await waitFor(() => expect(container.querySelector('[data-token=keyword]')?.textContent).toBe('line 0'))
    for (let count = 1; count <= lines.length; count++) {
      rerender(<Markdown text={`\`\`\`x\n${lines.slice(0, count).join('\n')}\n`} streaming highlight={highlight} />)
    }
    expect(read).toEqual(lines)
    expect(container.querySelectorAll('[data-token=string]')).toHaveLength(49)
  })

  test('a highlighter that is written in place does not begin anew for every frame', async () => {
    let asked = 0
    const draw = (text: string) => (
      <Markdown
        text={`\`\`\`x\n${text}`}
        streaming
        highlight={() => {
          asked++
          return { start: () => 0, read: (line, state) => ({ tokens: [[line, 'keyword']], state }) }
        }}
      />
    )
    const { container, rerender } = render(draw('a\n'))
    await waitFor(() => expect(container.querySelector('[data-token=keyword]')).not.toBeNull())
    for (const text of ['a\nb', 'a\nb\n', 'a\nb\nc\n']) {
      rerender(draw(text))
      expect(container.querySelector('[data-token=keyword]')?.textContent).toBe('a')
    }
    expect(asked).toBe(1)
  })

  test('a language that fails to load is code without colours', async () => {
    render(<Markdown text={'```x\na\n```'} highlight={() => Promise.reject(new Error('offline'))} />)
    await Promise.resolve()
    expect(screen.getByRole('figure', { name: 'Code, x' }).textContent).toContain('a')
  })

  test('known languages get colours, which change no character', async () => {
    const text = 'const a: number = "x" // y'
    const { container } = render(<Markdown text={`\`\`\`ts\n${text}\n\`\`\``} />)
    await waitFor(() => expect(container.querySelector('[data-token=keyword]')?.textContent).toBe('const'))
    expect(container.querySelector('code')?.textContent).toBe(`${text}\n`)
  })
})

test('a table is copied as CSV, in which nothing is a formula, and as it was written', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const table = '| a, b | "q" |\n|---|--:|\n| =1+1 | **-2** |'
  show(table)
  await userEvent.click(screen.getByRole('button', { name: 'Copy as CSV' }))
  expect(write).toHaveBeenLastCalledWith('"a, b","""q"""\r\n\'=1+1,-2')
  await userEvent.click(screen.getByRole('button', { name: 'Copy as Markdown' }))
  expect(write).toHaveBeenLastCalledWith(table)
  write.mockRestore()
})

describe('replacing', () => {
  test('an element, a language, formulas and words', () => {
    const Diagram = ({ lines }: CodeBlockProps) => <output>{lines.join()}</output>
    render(
      <PartsProvider
        labels={{ taskDone: 'Ferdig' }}
        markdown={{
          components: {
            a: ({ children }) => <b>{children}</b>,
            math: ({ value, display }) => <i>{`${value}${display ? '!' : ''}`}</i>,
          },
          languages: { steps: Diagram },
        }}
      >
        <PartView part={{ text: '[l](/x) $a_1$ and \\(b\\)\n\n$$\nc\n$$\n\n```steps\none\n```\n\n- [x] t' }} />
      </PartsProvider>,
    )
    expect(document.querySelector('b')?.textContent).toBe('l')
    expect([...document.querySelectorAll('i')].map(({ textContent }) => textContent)).toEqual(['a_1', 'b', 'c!'])
    expect(screen.getByRole('status').textContent).toBe('one')
    expect(screen.getByRole('checkbox', { name: 'Ferdig' })).toHaveProperty('checked', true)
  })

  test.each(['constructor', '__proto__', 'toString'])(
    'a language called %s is not found where it was not put',
    (name) => {
      render(<Markdown text={`\`\`\`${name}\nx\n\`\`\``} languages={{}} />)
      expect(screen.getByRole('figure').textContent).toContain('x')
    },
  )

  test('without `math` money is money, and a formula is shown as it was written', () => {
    expect(show('It costs $5 or $6: $$a_1 * b_2 * c$$').textContent).toBe('It costs $5 or $6: $$a_1 * b_2 * c$$')
  })
})

test('sources are cited where they were used, and listed', () => {
  const text = 'It is **cloudy**. It rains.'
  const groundingMetadata = {
    groundingChunks: [{ web: { uri: 'https://a.example', title: 'A' } }, { web: { uri: 'javascript:x', title: 'B' } }],
    groundingSupports: [
      { segment: { endIndex: 14 }, groundingChunkIndices: [0] },
      { segment: { endIndex: 27 }, groundingChunkIndices: [0, 1] },
    ],
  }
  const grounding = groundingOf({ candidates: [{ groundingMetadata }] }, text)
  const { container } = render(
    <MessageView message={new Message({ role: 'model', content: [{ text }] })} grounding={grounding} />,
  )
  expect(container.querySelector('.rg-text')?.textContent).toBe('It is cloudy1. It rains.12')
  expect(container.querySelector('strong')?.textContent).toBe('cloudy')
  expect(screen.getAllByRole('link', { name: 'Source 1: A' })).toHaveLength(2)
  expect(screen.getByRole('list', { name: 'Sources' }).querySelectorAll('a')).toHaveLength(1)
})

test('a mark that would fall into code stands before it', () => {
  const text = 'Run this:\n\n```sh\nnpm ci\n```\n\nDone.'
  const marked = markCitations(text, [
    { at: 25, index: 0 },
    { at: text.length, index: 1 },
  ])
  const { container } = render(
    <Markdown text={marked} components={{ citation: ({ index }) => <sup>{index + 1}</sup> }} />,
  )
  expect(container.querySelector('code')?.textContent).toBe('npm ci\n')
  expect([...container.querySelectorAll('p')].map((paragraph) => paragraph.textContent)).toEqual([
    'Run this:1',
    'Done.2',
  ])
})

test('what a person has typed is shown as it was typed', () => {
  render(<MessageView message={Message.parse('**not** <b>bold</b>\n  kept')} />)
  expect(screen.getByRole('article').textContent).toBe('**not** <b>bold</b>\n  kept')
})

test('footnotes are numbered as the text speaks of them, and lead back', () => {
  const container = show('a[^x] b[^y] c[^x] d[^none]\n\n[^y]: Y\n[^x]: X\n')
  expect([...container.querySelectorAll('sup a')].map(({ textContent }) => textContent)).toEqual(['1', '2', '1'])
  expect(container.textContent).toContain('d[^none]')
  expect(screen.getByRole('region', { name: 'Footnotes' }).querySelectorAll('li')).toHaveLength(2)
  const [mark] = container.querySelectorAll('sup a')
  expect(container.querySelector(mark?.getAttribute('href')?.replaceAll(':', '\\:') ?? '')?.textContent).toContain('X')
})

test.each([
  ['nesting', '>'.repeat(5000)],
  ['emphasis', '**a '.repeat(5000) + 'b' + ' a**'.repeat(5000)],
  ['brackets', '['.repeat(20_000)],
  ['openers', '*a _b '.repeat(20_000)],
  ['one long word', 'a'.repeat(200_000)],
  ['targets of spaces', `[a](${' '.repeat(950)}"x" y `.repeat(200)],
  ['punctuation behind an address', `http://a.example/${'!'.repeat(200_000)}x`],
  ['attributes', `x <a${' b=   '.repeat(300)}!`],
])('%s without end is drawn, whole and half written', (_, text) => {
  expect(show(text).textContent.length).toBeGreaterThan(0)
  expect(show(text, true).textContent.length).toBeGreaterThan(0)
})

test('a picture that waits is no button within a link', () => {
  show('[![Build](https://ci.example/badge.svg)](https://ci.example)')
  expect(screen.getByRole('link', { name: 'Build' }).querySelector('button, img')).toBeNull()
})
