import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Markdown } from 'react-genai/components'
import { beforeAll } from 'vitest'
import { MarkdownDocument } from '../../src/components/markdown/document.ts'
import { loadEntities } from '../../src/components/markdown/entities.ts'
import type { BlockNode, DocumentNode } from '../../src/components/markdown/nodes.ts'
import { inTextPieces, pick } from '../random.ts'
import { finds, fuzz } from './fuzz.ts'
import { isHarmlessHtml } from './harmless-html.ts'
import { anyMarkdown, hostile } from './markdown-documents.ts'
import { below } from './mutate.ts'
import type { Check } from './rounds.ts'

// Once it is there, or a text could read otherwise in the next moment.
beforeAll(loadEntities)

type Reader = Pick<MarkdownDocument, 'read'>

/** What a page shows of it. Whether a rare reference waits says something of the process, not of the text. */
const shown = ({ isRare: _, ...node }: DocumentNode): Omit<DocumentNode, 'isRare'> => node

const fresh = (text: string, streaming: boolean, math: boolean): Omit<DocumentNode, 'isRare'> =>
  shown(new MarkdownDocument().read(text, { streaming, math }))

/** What element stands for a block. */
const elementOf = (node: BlockNode): string => {
  if (node.type === 'heading') return `h${node.level}`
  return node.type === 'list' ? `list ${node.start === undefined}` : node.type
}

/** Whatever has been read before, a text makes the document that it makes by itself; and what is finished keeps its place. */
const streams =
  (make: () => Reader): Check =>
  (random, note) => {
    const text = anyMarkdown(random)
    const math = random() < 0.3
    note(text)
    const reader = make()
    let arrived = ''
    let finished: string[] = []
    for (const piece of inTextPieces(text, random, pick(random, [3, 20, 120]))) {
      arrived += piece
      const now = shown(reader.read(arrived, { streaming: true, math }))
      const blocks = now.groups.flat().map(elementOf)
      deepStrictEqual(blocks.slice(0, finished.length), finished, `a finished block was replaced at ${arrived.length}`)
      finished = blocks.slice(0, -1)
      if (random() < 0.1)
        deepStrictEqual(now, fresh(arrived, true, math), `not what it is by itself, at ${arrived.length}`)
    }
    deepStrictEqual(shown(reader.read(text, { streaming: false, math })), fresh(text, false, math))
  }

/** The same when what comes is no continuation: another text, a shorter one, the end and then more. */
const jumps =
  (make: () => Reader): Check =>
  (random, note) => {
    const texts = [anyMarkdown(random), anyMarkdown(random)]
    const reader = make()
    const looks: [text: string, streaming: boolean, math: boolean][] = []
    for (let left = 6; left > 0; left--) {
      const text = pick(random, texts)
      const look = [text.slice(0, below(random, text.length + 1)), random() < 0.6, random() < 0.3] as const
      looks.push([...look])
      note(looks)
      const [seen, streaming, math] = look
      deepStrictEqual(shown(reader.read(seen, { streaming, math })), fresh(...look))
    }
  }

const draw = (text: string, streaming: boolean): string =>
  renderToStaticMarkup(createElement(Markdown, { text, streaming, highlight: false }))

/** Nothing that anybody writes makes a page that does something. */
const harmless =
  (render: (text: string, streaming: boolean) => string): Check =>
  (random, note) => {
    const text = random() < 0.3 ? pick(random, hostile).slice(0, 3000) : anyMarkdown(random)
    note(text)
    isHarmlessHtml(render(text, false))
    isHarmlessHtml(render(text.slice(0, below(random, text.length + 1)), true))
  }

fuzz(
  'markdown that streams is what it is as a whole',
  streams(() => new MarkdownDocument()),
  500,
)
fuzz(
  'markdown that is replaced is what it is by itself',
  jumps(() => new MarkdownDocument()),
  250,
)
fuzz('markdown makes no page that does something', harmless(draw), 400)

fuzz(
  'markdown loses no words',
  (random, note) => {
    const words = Array.from({ length: 1 + below(random, 8) }, (_, at) => `w${at}x`)
    const text = words
      .map((word) => word + pick(random, [' ', '\n', '\n\n', '\n\n- ', '\n\n> ', ' **b** ', '\n\n# ', ' `c` ']))
      .join('')
    note(text)
    const html = draw(text, false).replaceAll(/<[^>]*>/g, ' ')
    strictEqual((html.match(/w\dx/g) ?? []).join(), words.join())
  },
  150,
)

/** Reads only what is new, as if every piece stood by itself. */
function piecewise(): Reader {
  const reader = new MarkdownDocument()
  let before = ''
  return {
    read(text, options) {
      const rest = text.startsWith(before) ? text.slice(before.length) : text
      before = text
      return reader.read(rest, options)
    },
  }
}

/** Keeps what it had drawn. */
function lazy(): Reader {
  const reader = new MarkdownDocument()
  let last: DocumentNode | undefined
  return { read: (text, options) => (last = (last && text.length % 4 === 0 && last) || reader.read(text, options)) }
}

finds('a reader that reads each piece by itself', streams(piecewise))
finds('a reader that keeps what it had drawn', jumps(lazy))
finds(
  'a page with a link that was not looked at',
  harmless(
    (text, streaming) =>
      draw(text, streaming) +
      [...text.matchAll(/\]\((\w+:[^)"\s]*)\)/g)].map(([, href]) => `<a href="${href}">`).join(''),
  ),
  /leads to|markup that nobody/,
)
finds(
  'a page with HTML as it was written',
  harmless((text) => text.replaceAll('&', '&amp;')),
  /an element|markup|an attribute|leads/,
)
