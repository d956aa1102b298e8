import spec from 'commonmark-spec/spec.txt?raw'
import { cleanup, render, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { Markdown } from 'react-genai/components'
import vectors from '../../fixtures/markdown.json'
import { canonical, canonicalHtml } from './canonical.ts'

interface Example {
  number: number
  markdown: string
  html: string
}

const examples: Example[] = [...spec.matchAll(/^`{32} example\n([^]*?)^\.\n([^]*?)^`{32}$/gm)].map(
  ([, markdown = '', html = ''], index) => ({
    number: index + 1,
    markdown: markdown.replaceAll('→', '\t'),
    html: html.replaceAll('→', '\t'),
  }),
)

/** Where we differ from CommonMark, example by example, and why. react-markdown with remark-gfm differs in the same ones. */
const RAW_HTML = 'HTML is shown as the text that it is'
const SCHEME = 'only addresses of web, mail and telephone become links'
const BARE = 'GFM makes links of bare addresses'
const DIFFERENT: ReadonlyMap<number, string> = new Map([
  ...[
    21, 31, 201, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623, 627, 628, 629, 630, 631, 626,
    642, 643,
  ].map((number) => [number, RAW_HTML] as const),
  ...Array.from({ length: 44 }, (_, at) => [148 + at, RAW_HTML] as const),
  ...[596, 598, 599, 601].map((number) => [number, SCHEME] as const),
  ...[602, 608, 611, 612].map((number) => [number, BARE] as const),
])

const drawn = (markdown: string): string => {
  const { container } = render(<Markdown text={markdown} />)
  const html = canonical(container)
  cleanup()
  return html
}

describe('CommonMark 0.31', () => {
  test('the specification is read', () => expect(examples.length).toBe(652))

  test('every example but those listed', async () => {
    // Rare character references come when a text names one.
    const { container } = render(<Markdown text="&ClockwiseContourIntegral;" />)
    await waitFor(() => expect(container.textContent).toBe('∲'))
    cleanup()
    const failed = examples
      .filter(({ markdown, html }) => drawn(markdown) !== canonicalHtml(html))
      .map(({ number }) => number)
    expect(failed.filter((number) => !DIFFERENT.has(number))).toEqual([])
    // The list names no example that we agree on, but for HTML that says nothing.
    const agreed = [...DIFFERENT].filter(([number, why]) => why !== RAW_HTML && !failed.includes(number))
    expect(agreed).toEqual([])
  })
})

interface Vector {
  id: string
  kind: string
  profile?: string
  markdown: string
  html?: string
  unsafe?: boolean
  gfmDiffers?: boolean
  upcoming?: boolean
}

/** Of marked’s own tests: it strips four columns of an indented line that has six, and makes a link across two underscores. */
const OTHERWISE = new Set(['marked-autolinks', 'marked-code_following_table'])

const graded = (vectors.vectors as Vector[]).filter(
  ({ kind, unsafe, gfmDiffers, upcoming }) => kind === 'conformance' && !unsafe && !gfmDiffers && !upcoming,
)

describe.each(['gfm', 'cmark-gfm-extensions', 'cmark-gfm-regression', 'marked-new'])('%s', (profile) => {
  const own = graded.filter((vector) => vector.profile === profile && !OTHERWISE.has(vector.id))
  test.each(own.map(({ id, markdown, html = '' }) => [id, markdown, html] as const))('%s', (_, markdown, html) => {
    const loose = (text: string): string =>
      text.replaceAll(/<li><p>|<\/p><\/li>/g, (tags) => (tags[1] === 'l' ? '<li>' : '</li>'))
    expect(loose(drawn(markdown))).toBe(loose(canonicalHtml(html)))
  })
})

test.each((vectors.vectors as Vector[]).filter(({ unsafe }) => unsafe).map(({ id, markdown }) => [id, markdown]))(
  '%s: markup is text',
  (_, markdown) => {
    const { container } = render(<Markdown text={markdown ?? ''} />)
    expect(container.querySelectorAll('script, iframe, object, embed, style, form, [onclick], [onerror]')).toHaveLength(
      0,
    )
  },
)
