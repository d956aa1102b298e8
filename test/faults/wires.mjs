/** One reply of ten words in three protocols, as the bytes that their servers send. */

/** Told apart by anybody, and in characters of one to four bytes, so that a cut may go through one. */
export const WORDS = ['one ', 'zwei ', 'três ', 'četiri ', '五 ', 'шесть ', '7️⃣ ', 'ثمانية ', '👩🏽‍🚀 ', 'zehn']

const STATUS = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
}
const statusOf = (code) => STATUS[code] ?? (code < 500 ? 'FAILED_PRECONDITION' : 'INTERNAL')
/** What the server says of its failures. */
const SAID = 'The model has tripped'

const event = (value, eol) => `data: ${JSON.stringify(value)}${eol}${eol}`

/**
 * @typedef {object} Wire
 * @property {string} eol How its lines end where nothing goes wrong.
 * @property {Record<string, string>} headers
 * @property {(eol: string) => string} head What stands before the first word.
 * @property {(word: string, eol: string) => string} word
 * @property {(words: string[], eol: string) => string} last The last word, and what says that the reply is complete.
 * @property {string} late What some servers send behind the end, and what must not be shown.
 * @property {string} failure A failure in the stream.
 * @property {(code: number) => unknown} refusal The body of a status.
 */

const genkitWord = (text) => ({ message: { role: 'model', index: 0, content: [{ text }] } })
const geminiWord = (text, more) => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0, ...more }],
  modelVersion: 'bench',
})

/** @type {Record<string, Wire>} */
export const wires = {
  genkit: {
    eol: '\n',
    headers: {},
    head: () => '',
    word: (word, eol) => event(genkitWord(word), eol),
    last: (words, eol) => {
      const message = { role: 'model', content: [{ text: words.join('') }] }
      return event(genkitWord(words.at(-1)), eol) + event({ result: { message, finishReason: 'stop' } }, eol)
    },
    late: `${event(genkitWord('LATE '), '\n')}data: {"unfinished": \n\n`,
    // Express's spelling: a field of its own, which is not `data`.
    failure: `error: ${JSON.stringify({ error: { status: 'UNAVAILABLE', message: SAID } })}\n\n`,
    refusal: (code) => ({ status: statusOf(code), message: SAID }),
  },
  gemini: {
    eol: '\r\n',
    headers: {},
    head: () => '',
    word: (word, eol) => event(geminiWord(word), eol),
    last: (words, eol) =>
      event(
        {
          ...geminiWord(words.at(-1), { finishReason: 'STOP' }),
          usageMetadata: { promptTokenCount: 1, candidatesTokenCount: words.length, totalTokenCount: words.length + 1 },
        },
        eol,
      ),
    // The protocol has no last event, so text behind the reason to stop would be text.
    late: `: bye\r\n\r\n${event({ usageMetadata: { totalTokenCount: 11 } }, '\r\n')}`,
    // As recorded: pretty-printed, and no event at all.
    failure: `${JSON.stringify({ error: { code: 503, message: SAID, status: 'UNAVAILABLE' } }, undefined, 2)}\n`,
    refusal: (code) => ({ error: { code, message: SAID, status: statusOf(code) } }),
  },
  ui: {
    eol: '\n',
    headers: { 'x-vercel-ai-ui-message-stream': 'v1' },
    head: (eol) =>
      [{ type: 'start' }, { type: 'start-step' }, { type: 'text-start', id: '1' }]
        .map((value) => event(value, eol))
        .join(''),
    word: (word, eol) => event({ type: 'text-delta', id: '1', delta: word }, eol),
    last: (words, eol) =>
      [
        { type: 'text-delta', id: '1', delta: words.at(-1) },
        { type: 'text-end', id: '1' },
        { type: 'finish-step' },
        { type: 'finish', finishReason: 'stop' },
      ]
        .map((value) => event(value, eol))
        .join('') + `data: [DONE]${eol}${eol}`,
    late: `${event({ type: 'text-delta', id: '1', delta: 'LATE ' }, '\n')}data: {"unfinished": \n\n`,
    failure: event({ type: 'error', errorText: SAID }, '\n'),
    refusal: (code) => ({ error: SAID, code }),
  },
}
