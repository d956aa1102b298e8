'use client'
import {
  type ComponentType,
  lazy,
  Profiler,
  type ReactElement,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { useAdoptedStyles } from '../player/adopt-styles.ts'
import { DEVTOOLS_STYLES } from './devtools-styles.ts'
import { RunLog } from './run-log.ts'

/** Props of `GenAIDevtools`. */
export interface GenAIDevtoolsProps {
  /** The app, or a part of it: how often it is drawn while replies arrive is counted. */
  children?: ReactNode
  /** Where the button stands. Default: `bottom-left`. */
  position?: 'bottom-left' | 'bottom-right' | 'top-left' | 'top-right' | undefined
  /** Whether the panel is open at first. Default: false, or as it was left. */
  initialIsOpen?: boolean | undefined
  /** Where a trace is shown. Default: Genkit’s developer UI at `http://localhost:4000`. */
  traceUrl?: ((traceId: string) => string) | undefined
}

/** Props of `RenderProbe`. */
export interface RenderProbeProps {
  /** What it is called in the panel. */
  name: string
  children?: ReactNode
}

const KEY = Symbol.for('react-genai.devtools')
const OPEN = 'react-genai.devtools.open'

/** One log for the page, however often this module is loaded anew while somebody works on the app. */
function logOfPage(): RunLog {
  const page = globalThis as { [KEY]?: RunLog }
  if (!page[KEY]) {
    const log = new RunLog()
    page[KEY] = log
    // On a server there is nobody to look; in Jest's jsdom, nothing to look at.
    if (typeof document !== 'undefined' && typeof fetch === 'function')
      globalThis.fetch = log.watch(globalThis.fetch.bind(globalThis))
  }
  return page[KEY]
}

const Panel = lazy(() => import('./panel.tsx'))

/** Makes the components, and begins to watch: what was asked before the panel is open is in it, too. */
export function makeDevtools(): {
  Devtools: ComponentType<GenAIDevtoolsProps>
  Probe: ComponentType<RenderProbeProps>
} {
  const log = logOfPage()

  function Probe({ name, children }: RenderProbeProps): ReactNode {
    return (
      <Profiler id={name} onRender={(_, __, milliseconds) => log.rendered(name, milliseconds)}>
        {children}
      </Profiler>
    )
  }

  function Devtools({ children, ...props }: GenAIDevtoolsProps): ReactNode {
    useTree(<Toggle log={log} {...props} />)
    return children === undefined ? null : <Probe name="App">{children}</Probe>
  }
  return { Devtools, Probe }
}

/** What a page listens for at its document: keys pressed in the panel are none of its shortcuts. */
const EVENTS = ['keydown', 'keyup', 'keypress', 'click', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'wheel']
const stop = (event: Event): void => event.stopPropagation()

/**
 * Draws something in a tree of its own, beside the app: no layout, no style and no event gets from one to the other.
 * Its shadow keeps the page's styles out, and its own in.
 */
function useTree(content: ReactElement): void {
  const root = useRef<Root>(null)
  useEffect(() => {
    const host = document.createElement('div')
    host.dataset['reactGenaiDevtools'] = ''
    for (const type of EVENTS) host.addEventListener(type, stop)
    document.body.append(host)
    const made = createRoot(host.attachShadow({ mode: 'open' }).appendChild(document.createElement('div')))
    root.current = made
    return () => {
      // Later: React may be drawing, and a tree may not be taken down from within another one.
      queueMicrotask(() => made.unmount())
      host.remove()
    }
  }, [])
  useEffect(() => root.current?.render(content), [content])
}

const read = (): string | null => {
  try {
    return localStorage.getItem(OPEN)
  } catch {
    return null
  }
}
const keep = (isOpen: boolean): void => {
  try {
    localStorage.setItem(OPEN, String(isOpen))
  } catch {
    // A page that may keep nothing opens it as it is told.
  }
}

interface ToggleProps extends Omit<GenAIDevtoolsProps, 'children'> {
  log: RunLog
}

function Toggle({ log, position = 'bottom-left', initialIsOpen = false, traceUrl }: ToggleProps): ReactNode {
  const [isOpen, setOpen] = useState(() => (read() ?? String(initialIsOpen)) === 'true')
  const state = useSyncExternalStore(log.subscribe, log.getSnapshot, log.getSnapshot)
  const element = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useAdoptedStyles(element, DEVTOOLS_STYLES)
  const { runs } = state
  const busy = runs.filter(({ tries }) => !tries.at(-1)?.end).length
  const change = (next: boolean): void => {
    setOpen(next)
    keep(next)
    if (!next) setTimeout(() => button.current?.focus())
  }
  return (
    // In English, whatever the page speaks.
    <div ref={element} className="devtools" data-position={position} dir="ltr" lang="en">
      {isOpen ? (
        <Suspense fallback={null}>
          <Panel log={log} state={state} traceUrl={traceUrl} onClose={() => change(false)} />
        </Suspense>
      ) : (
        <button ref={button} type="button" className="toggle" data-busy={busy > 0} onClick={() => change(true)}>
          <span className="dot" aria-hidden="true" />
          GenAI
          <span className="count">{busy > 0 ? `${busy} running` : runs.length}</span>
          <span className="hidden">: open the devtools</span>
        </button>
      )}
    </div>
  )
}
