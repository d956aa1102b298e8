import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { beforeAll } from 'vitest'
import { createGeminiClient, GenAIError, type GenerateResponse } from 'react-genai/client'
import { mockTransport } from 'react-genai/testing'
import { pick } from '../random.ts'
import { answer, anyCut, encode, withoutWaiting } from './broken-network.ts'
import { finds, fuzz } from './fuzz.ts'
import { several } from './mutate.ts'
import type { Check, Random } from './rounds.ts'

beforeAll(async () => {
  await Promise.all([import('../../src/client/trouble.ts'), import('../../src/client/gemini/models.ts')])
})

const event = (text: string, isLast: boolean): object => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, ...(isLast && { finishReason: 'STOP' }) }],
})

/** One answer of the API, and what of it comes through. */
function anyAnswer(random: Random) {
  const texts = several(random, 1, 8, () =>
    pick(random, ['a', 'né 中😀', '👋🏽', '\n', '"}\\', 'x'.repeat(90), 'data: {}']),
  )
  const events = texts.map((text, at) => JSON.stringify(event(text, at === texts.length - 1)))
  const end = pick(random, ['\n\n', '\r\n\r\n'])
  const bytes = encode(events.map((one) => `data: ${one}${end}`).join(''))
  const cut = random() < 0.1 ? undefined : anyCut(random, bytes.length)
  const { at = bytes.length, way = 'ends' } = cut ?? {}
  let sum = 0
  let whole = 0
  for (const one of events) {
    const size = encode(`data: ${one}`).length
    // Of a body that just ends, an event counts when its JSON is whole; else only with the blank line behind it, which is
    // one as soon as it has its CR.
    if (sum + size + (way === 'ends' ? 0 : end === '\n\n' ? 2 : 3) > at) break
    whole++
    sum += size + end.length
  }
  return { texts: texts.slice(0, whole), isWhole: whole === texts.length, way, bytes, cut }
}

type Answer = ReturnType<typeof anyAnswer>

/** All that has come through is kept, whatever ends it; and what is not whole is a failure that says so. */
const keeps =
  (through: (texts: readonly string[]) => readonly string[] = (texts) => texts): Check =>
  (random, note) =>
    withoutWaiting(async () => {
      const answers: Answer[] = []
      const { fetch } = mockTransport((request) => {
        const found = anyAnswer(random)
        answers.push(found)
        note(answers.map(({ texts, isWhole, way }) => ({ texts, isWhole, way })))
        request.open({ headers: { 'content-type': 'text/event-stream' } })
        answer(request, random, found.bytes, found.cut)
      })
      const gemini = createGeminiClient({ baseUrl: 'http://g.test', fetch, timeout: 3_000, idleTimeout: 1_000 })
      const seen: string[] = []
      let error: GenAIError | undefined
      let response: GenerateResponse | undefined
      try {
        const reply = await gemini.models.generateContentStream({ model: 'm', contents: 'hi' })
        for await (const chunk of reply) seen.push(chunk.text)
        response = await reply.resolve()
      } catch (caught) {
        if (!GenAIError.is(caught)) throw caught
        error = caught
        response = caught.response
      }
      const last = answers.at(-1)
      ok(last)
      // An answer of which nothing came is asked for again; of any other, what came is what there is.
      for (const earlier of answers.slice(0, -1)) deepStrictEqual(earlier.texts, [], 'an answer was asked for twice')
      ok(answers.length <= 4, 'asked again and again')
      const wanted = through(last.texts)
      if (!error || last.texts.length > 0) {
        // A failure before the reader is handed out has nobody to tell the chunks to.
        if (seen.length > 0) deepStrictEqual(seen, [...wanted], 'other chunks than came')
        strictEqual(response?.text, wanted.join(''), 'another text is kept than came')
      }
      const isFine = last.isWhole && last.way === 'ends'
      strictEqual(
        error === undefined,
        isFine,
        isFine ? 'a whole reply is a failure' : 'a reply that is cut is no failure',
      )
      const codes =
        last.texts.length > 0 ? /^(?:truncated|network|timeout)$/ : /^(?:truncated|network|timeout|protocol)$/
      if (error) ok(codes.test(error.code), `a failure of another name: ${error.code}`)
    })

fuzz('a Gemini stream that is cut anywhere keeps what came, and says so', keeps(), 100)

finds(
  'a chunk that is lost',
  keeps((texts) => texts.slice(1)),
  /other chunks|another text/,
)
