'use client'
import {
  type ComponentType,
  lazy,
  Profiler,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { createPortal } from 'react-dom'
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
    // On a server there is nobody to look.
    if (typeof document !== 'undefined') globalThis.fetch = log.watch(globalThis.fetch.bind(globalThis))
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
    return (
      <>
        {children !== undefined && <Probe name="App">{children}</Probe>}
        <Shadow>
          <Toggle log={log} {...props} />
        </Shadow>
      </>
    )
  }
  return { Devtools, Probe }
}

/** A tree of its own: the page’s styles do not reach in, and these do not reach out. */
function Shadow({ children }: { children: ReactNode }): ReactNode {
  const host = useRef<HTMLDivElement>(null)
  const [root, setRoot] = useState<ShadowRoot>()
  useEffect(() => {
    const { current } = host
    if (current) setRoot(current.shadowRoot ?? current.attachShadow({ mode: 'open' }))
  }, [])
  return (
    <div ref={host} data-react-genai-devtools="">
      {root && createPortal(children, root)}
    </div>
  )
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
