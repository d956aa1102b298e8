/** Who is measured, each by a page of its name. The first ones are what `npm run bench` takes; the others go by `--only`. */

export const FLOOR = 'floor'
export const OURS = 'react-genai'

const all = [
  { name: 'text', title: 'floor: plain text', about: 'no markdown: one element a paragraph, per frame, no React' },
  {
    name: FLOOR,
    title: 'floor: markdown, no React',
    about: 'incremental markdown straight into the DOM, per frame, no React',
  },
  { name: OURS, title: 'react-genai', about: '`useChat` + `MessageView`' },
  { name: 'streamdown', title: 'AI SDK + Streamdown', about: 'AI SDK `useChat` + Streamdown, default settings' },
  { name: 'streamdown-throttled', title: 'the same, throttled to 50 ms', about: 'the same with `throttle: 50`' },
  { name: 'react-markdown', title: 'AI SDK + react-markdown', about: 'AI SDK `useChat` + react-markdown + remark-gfm' },
  { name: 'assistant-ui', title: 'assistant-ui', about: 'assistant-ui `useLocalRuntime` + its react-markdown' },
  {
    name: 'tanstack-ai',
    title: 'TanStack AI + its markdown',
    about: 'TanStack AI `useChat` + TanStack Markdown with its streaming profile',
  },
  { name: 'ant-design-x', title: 'Ant Design X', about: 'Ant Design X `useXChat` + `Bubble.List` + XMarkdown' },
  { name: 'llamaindex', title: 'LlamaIndex chat-ui', about: 'LlamaIndex chat-ui over the AI SDK’s `useChat`' },
  { name: 'react-genai-stream', extra: true, about: '`useStream` + `MessageView`' },
  { name: 'assistant-ui-plain', extra: true, about: 'assistant-ui + its react-markdown without its typing effect' },
  { name: 'assistant-ui-streamdown', extra: true, about: 'assistant-ui `useLocalRuntime` + its Streamdown' },
  { name: 'markstream', extra: true, about: 'AI SDK `useChat` + markstream-react' },
  { name: 'incremark', extra: true, about: 'AI SDK `useChat` + @incremark/react, which highlights code by default' },
  { name: 'react-genai-markdown-only', extra: true, about: '`Markdown` alone, fed once a frame' },
]

/** Those of these names, or the usual ones. */
export function chosen(names) {
  const unknown = names?.find((name) => !all.some((contestant) => contestant.name === name))
  if (unknown)
    throw new Error(`No contestant is called ${unknown}. There are: ${all.map(({ name }) => name).join(', ')}`)
  return all.filter(({ name, extra }) => (names === undefined ? !extra : names.includes(name)))
}
