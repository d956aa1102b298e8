/** The components for `run-xss.ts`, `run-a11y.ts` and `run-load.ts`, as an app uses them. Needs a build. */
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { type GenerateResponse, Message } from 'react-genai/client'
import { Markdown, MessageList, MessageView, PartView } from 'react-genai/components'
// A copy of the styles, as text: the runners leave stylesheets out.
import styles from './styles.txt'

const sheet = new CSSStyleSheet()
sheet.replaceSync(styles)
document.adoptedStyleSheets = [sheet]

interface Input {
  kind: 'markdown' | 'html' | 'part' | 'response'
  markdown?: string
  part?: unknown
}

const roots = new WeakMap<Element, Root>()
const rootOf = (element: Element): Root => {
  const root = roots.get(element) ?? createRoot(element)
  roots.set(element, root)
  return root
}
interface Row {
  id: string
  message: Message
  streaming: boolean
}
const threads = new WeakMap<Element, Row[]>()

const drawRow = ({ message, streaming }: Row) => <MessageView message={message} streaming={streaming} />

function show(element: Element, rows: Row[]): void {
  threads.set(element, rows)
  flushSync(() =>
    rootOf(element).render(
      <div style={{ height: 600, display: 'flex', flexDirection: 'column' }}>
        <MessageList items={rows}>{drawRow}</MessageList>
      </div>,
    ),
  )
}
const say = (text: string): Message => new Message({ role: 'model', content: [{ text }] })

export default {
  name: 'react-genai',
  kinds: ['part', 'response'],
  mount(element: HTMLElement, { kind, markdown = '', part }: Input, { streaming }: { streaming: boolean }): void {
    const isPart = kind === 'part' || kind === 'response'
    flushSync(() =>
      rootOf(element).render(
        isPart ? (
          <PartView part={part as GenerateResponse['content'][number]} streaming={streaming} />
        ) : (
          <Markdown text={markdown} streaming={streaming} />
        ),
      ),
    )
  },
  mountThread(element: HTMLElement, texts: string[]): void {
    show(
      element,
      texts.map((text, at) => ({ id: String(at), message: say(text), streaming: false })),
    )
  },
  updateLast(element: HTMLElement, text: string): void {
    const rows = threads.get(element) ?? []
    show(element, [...rows.slice(0, -1), { id: rows.at(-1)?.id ?? '0', message: say(text), streaming: true }])
  },
  unmount(element: HTMLElement): void {
    roots.get(element)?.unmount()
  },
}
