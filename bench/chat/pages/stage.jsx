/** What a chat page and the harness tell each other: `open()` draws the thread, `close()` takes it away again. */
import { createRoot } from 'react-dom/client'
import { earlier } from '../../markdown/pages/sources.js'

const main = document.querySelector('main')
const host = document.querySelector('#root')
main.style.display = 'block'
host.style.height = '100vh'
host.style.display = 'flex'
host.style.flexDirection = 'column'

/** The thread as texts: a question and its answer in turns. */
export const texts = earlier
export const roleOf = (index) => (index % 2 === 0 ? 'user' : 'assistant')

/** @param page Makes the element of the page, anew each time it is opened. */
export function stage(page) {
  let root
  window.open = () => {
    root = createRoot(host)
    root.render(page())
  }
  window.close = () => {
    root.unmount()
    root = undefined
  }
  window.isReady = true
}
