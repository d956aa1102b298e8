/** Who is measured, each by a page of its name, and who also under a long thread. */
import * as components from '../../dist/components/index.js'

export const FLOOR = 'floor'
export const PEER = 'streamdown'

const all = [
  { name: FLOOR, inThread: true, about: 'incremental markdown straight into the DOM, per frame, no React' },
  { name: 'react-genai', inThread: true, about: '`useStream` + `MessageView`' },
  { name: 'react-genai-markdown-only', needs: 'Markdown', about: '`Markdown` alone, fed by hand once a frame' },
  { name: PEER, inThread: true, about: 'AI SDK `useChat` + Streamdown, default settings' },
  { name: 'streamdown-throttled', about: 'the same with `throttle: 50`' },
  { name: 'react-markdown', about: 'AI SDK `useChat` + react-markdown + remark-gfm' },
  { name: 'markstream', about: 'AI SDK `useChat` + markstream-react' },
  { name: 'incremark', about: 'AI SDK `useChat` + @incremark/react, which highlights code by default' },
]

/** Those of these names, or all: but not what this build of ours does not have yet. */
export function chosen(names) {
  const unknown = names?.find((name) => !all.some((contestant) => contestant.name === name))
  if (unknown)
    throw new Error(`No contestant is called ${unknown}. There are: ${all.map(({ name }) => name).join(', ')}`)
  const wanted = all.filter(({ name }) => names === undefined || names.includes(name))
  const missing = wanted.filter(({ needs }) => needs && !(needs in components))
  return { contestants: wanted.filter((contestant) => !missing.includes(contestant)), missing }
}
