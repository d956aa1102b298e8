/** No framework: what is finished is appended once, and only the open block is read and drawn again, once a frame. */
import { marked } from 'marked'
import { element } from './elements.js'
import { earlier, readPerFrame } from './sources.js'

const root = document.querySelector('#root')

function createView() {
  const view = root.appendChild(document.createElement('article'))
  const open = view.appendChild(document.createElement('div'))
  let finished = 0
  return (text) => {
    const tokens = marked.lexer(text.slice(finished))
    // Whatever comes next can only change the last block.
    const last = tokens.findLastIndex(({ type }) => type !== 'space')
    for (const token of tokens.slice(0, last)) {
      open.before(element(token))
      finished += token.raw.length
    }
    open.replaceChildren(element(tokens[last]))
  }
}

for (const text of earlier) createView()(text)

window.send = async () => {
  await readPerFrame(createView())
  window.finished()
}
