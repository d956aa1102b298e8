import spec from 'commonmark-spec/spec.txt?raw'
import vectors from '../../fixtures/markdown.json'
import { pick } from '../../random.ts'

const examples = [...spec.matchAll(/^`{32} example\n([^]*?)^\.\n/gm)].map(([, markdown = '']) =>
  markdown.replaceAll('→', '\t'),
)

/** Documents that people and models wrote: the examples of the specification, and recorded replies. */
export const written: readonly string[] = [
  ...examples,
  ...(vectors.vectors as { kind: string; markdown: string }[])
    .filter(({ kind }) => kind === 'stream')
    .map(({ markdown }) => markdown),
]

const PIECES = [
  '| a | b |\n|---|:-:|\n| 1 | **2** |\n',
  '- [ ] todo\n- [x] done\n',
  'text[^1] and [^2]\n',
  '[^1]: note *one*\n    more\n',
  '[^2]: two\n',
  '$$\na_1 + b\n= c\n$$\n',
  'see https://a.example.com/x_y_z. And me@example.org\r\n',
  '**bold\r\n',
  '~~gone~~ `co',
  'de`',
  '```js\nlet a\n```\n',
  '~~~\nno end\n',
  '> - > 30: x\n',
  '<b>hi</b><br>there\n',
  '[foo]\n',
  '[foo]: /url "t"\n',
  '![i](/a.png) ',
  'مرحبا بك 中文 🎉 ',
  '&amp; &hellip; &am',
  '\r',
  '\n',
  '\n\n',
  '    ',
  '\t',
  '- ',
  '1. ',
  '* ',
  '# ',
  '| x',
  '|',
  '-',
  '=',
  '`',
  '``',
  '*',
  '**',
  '_',
  '[',
  '](',
  '(/x)',
  '!',
  'word ',
  '[^',
  '1]',
  '$',
  '\\',
]

/** A document nobody would write, made of all that is awkward. */
export const awkward = (random: () => number): string =>
  Array.from({ length: 1 + Math.floor(random() * 12) }, () =>
    random() < 0.35 ? pick(random, examples) + (random() < 0.5 ? '\n' : '') : pick(random, PIECES),
  ).join('')
