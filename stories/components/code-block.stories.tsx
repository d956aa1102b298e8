import { CodeBlock } from 'react-genai/components'
import { expect, waitFor } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'

const meta = preview.meta({ title: 'components/CodeBlock', component: CodeBlock })
export default meta

const lines = [
  'export async function* words(reply: ReadableStream<string>) {',
  "  // One word at a time, whatever the network's pieces are.",
  "  let rest = ''",
  '  for await (const piece of reply) {',
  '    const parts = (rest + piece).split(/\\s+/)',
  "    rest = parts.pop() ?? ''",
  '    yield* parts',
  '  }',
  '  if (rest) yield rest',
  '}',
]

export const Coloured = meta.story({
  args: { language: 'ts', info: 'ts', lines, streaming: false },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('[data-token=comment]')).not.toBeNull())
  },
})
export const Plain = meta.story({ args: { language: 'ts', info: 'ts', lines, streaming: false, highlight: false } })
export const UnknownLanguage = meta.story({
  args: { language: 'brainstorm', info: 'brainstorm', lines: ['whatever > it is'], streaming: false },
})
export const Streaming = meta.story({
  args: { language: 'ts', info: 'ts', lines: lines.slice(0, 4), streaming: true },
})
export const Long = meta.story({
  args: { language: 'ts', info: 'ts', lines: Array.from({ length: 40 }, () => lines).flat(), streaming: false },
})
export const Empty = meta.story({ args: { language: '', info: '', lines: [], streaming: true } })
