/** What a page and the harness tell each other: `send()` starts the reply, `finished()` says that it is over. */
import { Profiler, useEffect, useRef } from 'react'
import { createRoot } from 'react-dom/client'

window.commits = 0

/** Puts the page into the document. Only the counting build of React calls `onRender`. */
export function mount(page) {
  createRoot(document.querySelector('#root')).render(
    <Profiler id="page" onRender={() => window.commits++}>
      {page}
    </Profiler>,
  )
}

/** The reply is started by `send`, which should not change, and is over once it was `busy` and is no more. */
export function useTurn(send, busy) {
  const wasBusy = useRef(false)
  useEffect(() => {
    window.send = send
    if (wasBusy.current && !busy) window.finished()
    wasBusy.current = busy
  }, [send, busy])
}
