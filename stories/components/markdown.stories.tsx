import nomnoml from 'nomnoml'
import { useEffect, useRef } from 'react'
import { type CodeBlockProps, Markdown, type MathProps } from 'react-genai/components'
import { expect, waitFor } from 'storybook/test'
import temml from 'temml'
import preview from '../../.storybook/preview.tsx'
import * as texts from '../texts.ts'

const meta = preview.meta({ title: 'components/Markdown', component: Markdown })
export default meta

export const Everything = meta.story({ args: { text: texts.everything } })

export const Code = meta.story({
  args: { text: texts.code },
  play: async ({ canvasElement }) => {
    // Colours come with the first block of a language.
    await waitFor(() => expect(canvasElement.querySelectorAll('[data-token=keyword]').length).toBeGreaterThan(5))
  },
})

export const WideTable = meta.story({
  args: { text: texts.wide },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('group', { name: 'Table' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Copy as CSV' })).toBeVisible()
  },
})

export const RightToLeft = meta.story({ args: { text: texts.rightToLeft } })

/** A reply in the middle of a word, a link, a table. */
export const HalfWritten = meta.story({
  args: { text: 'It is **very likely', streaming: true },
  render: () => (
    <div style={{ display: 'grid', gap: 24 }}>
      {[
        'It is **very likely',
        'As [the handbook](https://example.com/ha',
        'Call `fetch(',
        '| Name | Qua',
        '- one\n- two\n- ',
        '```js\nconst a = ',
        'Done ~~gone',
        '> A quote that',
        '![a picture](https://exam',
      ].map((text) => (
        <Markdown key={text} text={text} streaming />
      ))}
    </div>
  ),
})

/** Deceptive links say where they lead; scripts are text; a picture from elsewhere waits for a click. */
export const Hostile = meta.story({
  args: { text: texts.hostile },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement.querySelectorAll('img, script')).toHaveLength(0)
    await expect(canvas.getByRole('button', { name: /Load it from evil\.example/ })).toBeVisible()
    await expect(canvas.queryByRole('link', { name: 'click me' })).toBeNull()
  },
})

/** Formulas as MathML, by Temml. Without `math` a formula is shown as it was written. */
function Formula({ value, display }: MathProps) {
  const element = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (element.current)
      temml.render(value, element.current, { displayMode: display, trust: false, throwOnError: false })
  }, [value, display])
  return <span ref={element} />
}

export const Math = meta.story({
  args: { text: texts.math, components: { math: Formula } },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelectorAll('math')).toHaveLength(3))
  },
})

/** A diagram as a picture: nothing in it can run, whatever drew it. */
function Diagram({ lines, streaming }: CodeBlockProps) {
  if (streaming) return <p>Drawing…</p>
  const svg = nomnoml.renderSvg(`#background: white\n${lines.join('\n')}`)
  return <img alt={`Diagram: ${lines.join('; ')}`} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />
}

export const Diagrams = meta.story({
  args: { text: texts.diagram, languages: { nomnoml: Diagram } },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('img', { name: /^Diagram/ })).toBeVisible()
  },
})

/** An element and a block of code, replaced. */
export const Replaced = meta.story({
  args: {
    text: 'A [link](https://example.com) and\n\n```\ncode\n```',
    components: {
      a: ({ children, href }) => <a href={href}>→ {children}</a>,
      codeBlock: ({ lines }) => <pre>{lines.join('\n').toUpperCase()}</pre>,
    },
  },
})

export const Footnotes = meta.story({
  args: { text: 'One[^a], two[^b], one again[^a].\n\n[^b]: The second.\n[^a]: The *first*, with `code`.\n' },
})
export const Empty = meta.story({ args: { text: '' } })
