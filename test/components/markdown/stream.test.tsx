import { flushSync } from 'react-dom'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Markdown } from 'react-genai/components'
import { inTextPieces, seeded } from '../../random.ts'
import { awkward, written } from './documents.ts'

let root: Root
let host: HTMLElement
const fresh = (): void => {
  host = document.createElement('div')
  document.body.append(host)
  root = createRoot(host)
}
beforeEach(fresh)
afterEach(() => {
  root.unmount()
  host.remove()
})

const draw = (text: string, streaming: boolean): void =>
  flushSync(() => root.render(<Markdown text={text} streaming={streaming} highlight={false} />))

/** What stands on the page. Ids differ from one drawing to the next, and the order of attributes says nothing. */
const html = (): string =>
  host.innerHTML
    .replaceAll(/_r_\w+_/g, 'id')
    .replaceAll(/(?: [\w-]+="[^"]*"){2,}/g, (list) => (list.match(/ [\w-]+="[^"]*"/g) ?? []).sort().join(''))

const blocks = (): Element[] => [...host.querySelectorAll('.rg-blocks > *')]

/** Streams a text, and looks after each piece whether what was finished before is still there. Returns what it has become. */
function stream(text: string, random: () => number, most: number): string {
  let shown = ''
  let finished: Element[] = []
  for (const piece of inTextPieces(text, random, most)) {
    shown += piece
    draw(shown, true)
    const now = blocks()
    finished.forEach((block, at) => {
      if (now[at] !== block) throw new Error(`Block ${at} was replaced, at ${JSON.stringify(shown.slice(-40))}`)
    })
    finished = now.slice(0, -1)
  }
  draw(text, false)
  return html()
}

/** The text, if it makes another page when it is streamed than as a whole. */
function differs(text: string, random: () => number, most: number): string[] {
  draw('', false)
  const streamed = stream(text, random, most)
  root.unmount()
  host.remove()
  fresh()
  draw(text, false)
  return streamed === html() ? [] : [text]
}

test('the examples of the specification and recorded replies: streamed and whole are the same page', () => {
  const random = seeded(1)
  expect(written.flatMap((text) => differs(text, random, 40))).toEqual([])
})

test(
  '2,000 awkward documents, in pieces of any size: streamed and whole are the same page',
  { timeout: 120_000 },
  () => {
    const random = seeded(2)
    expect(Array.from({ length: 2000 }, () => differs(awkward(random), random, 60)).flat()).toEqual([])
  },
)

test('every place at which a text can be cut', () => {
  const text =
    '# A **b**\n\n1. one `x`\n   - [l](/u "t")\n\n| h | i |\n|--|--|\n| c | ~~d~~ |\n\n```js\na\n```\n\n> q[^n]\n\n[^n]: N\n'
  draw(text, false)
  const whole = html()
  for (let cut = 1; cut < text.length; cut++) {
    draw('', false)
    draw(text.slice(0, cut), true)
    draw(text, true)
    draw(text, false)
    expect(html(), String(cut)).toBe(whole)
  }
})

test('what was finished is not drawn again, and nothing about it changes', () => {
  const drawn = new Map<string, number>()
  const Paragraph = ({ children }: { children?: React.ReactNode }): React.ReactNode => {
    const text = JSON.stringify(children)
    drawn.set(text, (drawn.get(text) ?? 0) + 1)
    return <p>{children}</p>
  }
  const components = { p: Paragraph }
  const words = Array.from({ length: 300 }, (_, at) => `Paragraph number ${at}.`)
  const changes: MutationRecord[] = []
  let text = ''
  for (const [at, word] of words.entries()) {
    text += `${word}\n\n`
    const observer = new MutationObserver(() => undefined)
    const before = blocks().slice(0, -1)
    before.forEach((block) =>
      observer.observe(block, { childList: true, characterData: true, attributes: true, subtree: true }),
    )
    flushSync(() => root.render(<Markdown text={text} streaming components={components} />))
    changes.push(...observer.takeRecords())
    observer.disconnect()
    expect(blocks().length).toBe(at + 1)
  }
  expect(changes).toEqual([])
  // Each once, however long the text has become: the cost of a piece does not grow.
  expect([...drawn.values()].every((count) => count <= 2)).toBe(true)
})

const LONG = `${'Some **words** of a long text. '.repeat(20)}\n\n`.repeat(1_600)

test('a text of a megabyte comes step by step, from its beginning, and is whole in the end', async () => {
  const show = (text: string, streaming = false): void =>
    flushSync(() => root.render(<Markdown text={text} streaming={streaming} />))
  show(LONG)
  const all = () => host.querySelectorAll('p')
  const busy = (): string | null | undefined => host.querySelector('.rg-markdown')?.getAttribute('aria-busy')
  expect(busy()).toBe('true')
  expect(all().length).toBeGreaterThan(10)
  expect(all().length).toBeLessThan(200)
  const first = all().item(0)
  await vi.waitFor(() => expect(all()).toHaveLength(1_600), { timeout: 20_000 })
  expect(all().item(0)).toBe(first)
  await vi.waitFor(() => expect(busy()).toBeNull())
  // What is added to it is drawn at once.
  show(`${LONG}The end.`, true)
  expect(host.textContent).toContain('The end.')
})

test('what a server has drawn of a long text is there as a whole, and stays', async () => {
  host.innerHTML = renderToString(<Markdown text={LONG} />)
  const before = host.querySelectorAll('p').length
  const complaints: unknown[] = []
  const hydrated = hydrateRoot(host, <Markdown text={LONG} />, {
    onRecoverableError: (error) => complaints.push(error),
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect([before, host.querySelectorAll('p').length]).toEqual([1_600, 1_600])
  expect(complaints).toEqual([])
  hydrated.unmount()
})
