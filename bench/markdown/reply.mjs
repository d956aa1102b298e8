/** A reply as models write them, the same for the same seed: paragraphs, lists, tables, fences, links, emoji, CJK. */

/** Characters of a kB here, so that 200 kB in pieces of 16 are 12,800 pieces. */
const KB = 1024

/** Stands at the end of every reply: the page that does not show it has lost something. */
export const LAST_SENTENCE = 'And this is the very last sentence of the reply.'

/** Stands at the beginning, and nowhere else: once it is there, the reader has something to read. */
export const FIRST_WORD = 'Certainly'

const WORDS = `the a of to in and with for from that this when where each every state value render paint frame token
  stream block list table cell reader writer parser browser engine network server client answer question model prompt
  window event signal queue buffer layout style script memory function component effect context boundary growing
  finished open closed simple small large quick quiet early late measure compare remember forget follow return`.split(
  /\s+/,
)
const CJK = [
  '流式回复会逐字到达。',
  '页面应当保持流畅。',
  '描画は一フレームに一度です。',
  '表と一覧も少しずつ育ちます。',
]
const EMOJI = ['🚀', '✅', '🎉', '👩‍💻', '🌍', '🧪', '👍🏽', '🇳🇴']
const LANGUAGES = ['ts', 'python', 'css', 'bash', '']

/** Mulberry32: small, and good enough to shuffle words with. */
function randomOf(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function writerOf(seed) {
  const random = randomOf(seed)
  const between = (low, high) => low + Math.floor(random() * (high - low + 1))
  const pick = (list) => list[between(0, list.length - 1)]
  const times = (low, high, make) => Array.from({ length: between(low, high) }, (_, index) => make(index))
  const words = (low, high) => times(low, high, () => pick(WORDS)).join(' ')
  const capital = (text) => text[0].toUpperCase() + text.slice(1)

  const styled = [
    () => `**${words(1, 3)}**`,
    () => `*${words(1, 3)}*`,
    () => `\`${pick(WORDS)}.${pick(WORDS)}()\``,
    () => `[${words(1, 3)}](https://example.com/${pick(WORDS)}/${pick(WORDS)})`,
    () => `~~${words(1, 2)}~~`,
    () => `**${words(1, 2)} *${words(1, 2)}* ${pick(WORDS)}**`,
    () => pick(EMOJI),
  ]
  const phrase = () => (random() < 0.4 ? `${words(2, 5)} ${pick(styled)()} ${words(1, 4)}` : words(4, 10))
  const sentence = () => `${capital(times(1, 2, phrase).join(', '))}.`
  const paragraph = () => times(2, 6, () => (random() < 0.08 ? pick(CJK) : sentence())).join(' ')

  const items = (depth, mark) =>
    times(2, 5, (index) => {
      const item = `${'   '.repeat(depth)}${mark(index)} ${phrase()}`
      return depth < 2 && random() < 0.3 ? `${item}\n${items(depth + 1, mark)}` : item
    }).join('\n')
  const row = (cells) => `| ${cells.join(' | ')} |`
  const table = () => {
    const columns = times(2, 4, () => pick([':---', '---', '---:']))
    const cells = () => columns.map(() => (random() < 0.3 ? pick(styled)() : words(1, 3)))
    return [row(cells()), row(columns), ...times(2, 8, () => row(cells()))].join('\n')
  }
  const code = () => {
    const lines = times(4, 18, () => `${'  '.repeat(between(0, 2))}${pick(WORDS)}(${pick(WORDS)}, ${between(1, 99)})`)
    return ['```' + pick(LANGUAGES), ...lines, '```'].join('\n')
  }

  const blocks = [
    ...Array.from({ length: 9 }, () => paragraph),
    () => `${'#'.repeat(between(2, 4))} ${capital(words(2, 5))}`,
    () => `${'#'.repeat(between(2, 4))} ${pick(EMOJI)} ${capital(words(2, 5))}`,
    () => items(0, () => '-'),
    () => items(0, (index) => `${index + 1}.`),
    () => items(2, () => pick(['- [ ]', '- [x]'])).replaceAll(/^ +/gm, ''),
    table,
    code,
    code,
    () => times(1, 3, () => `> ${sentence()}`).join('\n'),
    () => times(1, 3, () => pick(CJK)).join(''),
    () => '---',
  ]
  return { block: () => pick(blocks)(), words }
}

/** An answer from before: it ends with other words, so that nobody takes it for the one that is streamed. */
export const makeEarlier = (seed) =>
  makeReply(1, seed).replace(LAST_SENTENCE, 'And here this earlier answer came to its end.')

/** A reply of exactly so many kB, whose first word is `FIRST_WORD` and whose last words are `LAST_SENTENCE`. */
export function makeReply(kb, seed = 1) {
  const { block, words } = writerOf(seed)
  const length = kb * KB - LAST_SENTENCE.length - 1
  let text = `${FIRST_WORD}, here it is.\n\n`
  for (let misses = 0; misses < 8;) {
    const next = `${block()}\n\n`
    if (text.length + next.length > length) misses++
    else text += next
  }
  const filler = words(400, 400).slice(0, length - text.length)
  return `${text}${filler} ${LAST_SENTENCE}`
}
