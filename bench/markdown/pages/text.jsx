/** No markdown, no framework: one element a paragraph, written once a frame. Nobody can show the words for less. */
import { earlier, readPerFrame } from './sources.js'

const root = document.querySelector('#root')

function createView() {
  const view = root.appendChild(document.createElement('article'))
  let finished = 0
  let open = view.appendChild(document.createElement('p'))
  return (text) => {
    for (let end = text.indexOf('\n\n', finished); end >= 0; end = text.indexOf('\n\n', finished)) {
      open.textContent = text.slice(finished, end)
      finished = end + 2
      open = view.appendChild(document.createElement('p'))
    }
    open.textContent = text.slice(finished)
  }
}

for (const text of earlier) createView()(text)

window.send = async () => {
  await readPerFrame(createView())
  window.finished()
}
