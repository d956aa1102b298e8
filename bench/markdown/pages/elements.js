/** Marked's tokens as DOM elements. */

function create(tag, children = [], properties = {}) {
  const node = Object.assign(document.createElement(tag), properties)
  node.append(...children)
  return node
}
const all = (tokens = []) => tokens.map(element)
const cells = (tag, list) =>
  create(
    'tr',
    list.map(({ tokens, align }) => create(tag, all(tokens), { align: align ?? '' })),
  )

const makers = {
  heading: ({ depth, tokens }) => create(`h${depth}`, all(tokens)),
  paragraph: ({ tokens }) => create('p', all(tokens)),
  blockquote: ({ tokens }) => create('blockquote', all(tokens)),
  code: ({ text }) => create('pre', [create('code', [text])]),
  hr: () => create('hr'),
  list: ({ ordered, start, items }) => create(ordered ? 'ol' : 'ul', all(items), ordered ? { start } : {}),
  list_item: ({ tokens }) => create('li', all(tokens)),
  checkbox: ({ checked }) => create('input', [], { type: 'checkbox', disabled: true, checked }),
  table: ({ header, rows }) =>
    create('table', [
      create('thead', [cells('th', header)]),
      create(
        'tbody',
        rows.map((row) => cells('td', row)),
      ),
    ]),
  strong: ({ tokens }) => create('strong', all(tokens)),
  em: ({ tokens }) => create('em', all(tokens)),
  del: ({ tokens }) => create('del', all(tokens)),
  codespan: ({ text }) => create('code', [text]),
  link: ({ href, tokens }) => create('a', all(tokens), { href }),
  br: () => create('br'),
}

/** Tokens without a maker of their own are text, or only hold some. */
export function element(token) {
  const make = makers[token.type]
  if (make) return make(token)
  if (!token.tokens) return document.createTextNode(token.text ?? '')
  const fragment = document.createDocumentFragment()
  fragment.append(...all(token.tokens))
  return fragment
}
