import { createRoot, type Root } from 'react-dom/client'
import { flushSync } from 'react-dom'
import type { ReactNode } from 'react'
import { Message, type Part } from 'react-genai'
import { groundingOf, Markdown, MessageView, PartView, SearchSuggestions } from 'react-genai/components'
import { inTextPieces, seeded } from '../../random.ts'
import { breaches } from './breaches.ts'

/** Wherever a model's words may end up. */
const CHANNELS: Readonly<Record<string, (text: string) => ReactNode>> = {
  text: (text) => <Markdown text={text} />,
  reasoning: (text) => <PartView part={{ reasoning: text }} />,
  'tool input': (text) => <PartView part={{ toolRequest: { name: text, input: { [text]: text }, ref: text } }} />,
  'tool output': (text) => <PartView part={{ toolResponse: { name: text, output: text } }} />,
  file: (text) => (
    <PartView
      part={{
        media: { url: 'data:application/zip;base64,AA', contentType: text },
        metadata: { name: text, alt: text },
      }}
    />
  ),
  media: (text) => <PartView part={{ media: { url: text, contentType: 'image/png' } }} />,
  sound: (text) => <PartView part={{ media: { url: text, contentType: 'audio/wav' } }} />,
  link: (text) => <Markdown text={`[a](<${text}>) ![b](<${text}>) <${text}>\n\n[c]\n\n[c]: <${text}>`} />,
  code: (text) => <Markdown text={`\`\`\`${text}\n${text}\n\`\`\``} />,
  data: (text) => <PartView part={{ data: { [text]: [text] } }} />,
  citation: (text) => {
    const web = { uri: text, title: text }
    const support = { segment: { endIndex: 3 }, groundingChunkIndices: [0] }
    const metadata = { groundingChunks: [{ web }], groundingSupports: [support] }
    return (
      <MessageView
        message={new Message({ role: 'model', content: [{ text: 'abc' }] })}
        grounding={groundingOf({ candidates: [{ groundingMetadata: metadata }] }, 'abc')}
      />
    )
  },
}

const host = document.createElement('main')
document.body.append(host)

function shown(element: ReactNode, then: () => string[]): string[] {
  const errors: string[] = []
  const root = createRoot(host, { onUncaughtError: (error) => errors.push(`threw ${String(error)}`) })
  flushSync(() => root.render(element))
  errors.push(...then())
  flushSync(() => root.unmount())
  return errors
}

/** Shows a text in every channel; whole, and in pieces. Says what was wrong. */
function show(text: string, seed: number): string[] {
  const found = Object.entries(CHANNELS).flatMap(([name, draw]) =>
    shown(draw(text), () => breaches(host)).map((breach) => `${name}: ${breach}`),
  )
  const root = createRoot(host)
  let sofar = ''
  for (const piece of inTextPieces(text, seeded(seed), Math.max(4, text.length / 4))) {
    sofar += piece
    flushSync(() => root.render(<Markdown text={sofar} streaming />))
    found.push(...breaches(host).map((breach) => `streamed: ${breach}`))
  }
  root.unmount()
  return found
}

/** What a hand might touch is touched. Links are not followed unless they would run something. */
function touch(text: string): string[] {
  return Object.values(CHANNELS).flatMap((draw) =>
    shown(draw(text), () => {
      for (const element of host.querySelectorAll('*')) {
        for (const type of ['mouseover', 'mousemove', 'mousedown', 'focus', 'click']) {
          element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }))
        }
      }
      return breaches(host).filter((breach) => !breach.startsWith('address'))
    }),
  )
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (link && !/^(?:javascript|vbscript|data):/i.test(link.href)) event.preventDefault()
})

/** As JSON: what is nested very deep does not come through otherwise. */
const part = (json: string): string[] => shown(<PartView part={JSON.parse(json) as Part} />, () => breaches(host))

let frames: Root | undefined

/** Google's suggestions, if it were not Google that wrote them. They stay until the next ones. */
function suggest(html: string): void {
  const root = (frames ??= createRoot(host))
  flushSync(() => root.render(<SearchSuggestions html={html} />))
}

export const attack = { show, touch, part, suggest }
export type Attack = typeof attack
