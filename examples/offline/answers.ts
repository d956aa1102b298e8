/** What the stand-in for Gemini says in the examples: always the same, so that tests can tell. */
import { chunksSaying, lastSaid } from '../../test/fake-gemini/answers.ts'
import { objectAt, objectsAt, textAt, type JsonObject } from '../../test/fake-gemini/json.ts'
import type { ScriptedReply } from '../../test/fake-gemini/script.ts'

const PANCAKES = {
  title: 'Pancakes with lemon',
  ingredients: [
    { name: 'flour', amount: '250 g' },
    { name: 'milk', amount: '½ l' },
    { name: 'eggs', amount: '4' },
    { name: 'lemon and sugar', amount: 'Some' },
  ],
  steps: [
    'Whisk flour, milk, eggs and a pinch of salt until the batter is smooth.',
    'Let it rest for ten minutes while the pan gets hot.',
    'Bake one ladle at a time in a little butter, until both sides are golden.',
    'Serve at once, with sugar and a squeeze of lemon.',
  ],
}

/** The calls that it makes, by what it is asked. */
const CALLS: [asked: RegExp, name: string, args: (order: string) => JsonObject][] = [
  [/where is my order (\w+)/i, 'trackOrder', (order) => ({ order })],
  [/refund order (\w+)/i, 'refund', (order) => ({ order, amount: 24 })],
]
/** What it makes of their answers. */
const TOLD: Record<string, string> = {
  trackOrder: 'Good news: your order is **on its way**, and should be with you tomorrow.',
  refund: 'Done. **24 euros** are on their way back to the customer.',
}
const SAID: [asked: RegExp, answer: string][] = [
  [
    /train/i,
    'For a train, something that is as long as the way:\n\n- **Three stops**: stories by Alice Munro\n- **Half a day**: *Murder on the Orient Express*\n- **Across Siberia**: *Anna Karenina*, and look out of the window now and then',
  ],
  [/what can you do/i, 'I can look up orders and refund them. Before any money moves, I ask you.'],
  [/tip/i, 'Read the last page last.'],
]

const pieces = (text: string): string[] => text.match(/\s*\S{1,12}/g) ?? []

export function answer(request: JsonObject): ScriptedReply | undefined {
  const contents = objectsAt(request, 'contents')
  const asked = lastSaid(contents)
  const result = objectsAt(contents.at(-1) ?? {}, 'parts').map((part) => objectAt(part, 'functionResponse'))[0]
  const wantsJson = objectAt(request, 'generationConfig')?.['responseMimeType'] === 'application/json'
  const [, name, args] = CALLS.find(([pattern]) => pattern.test(asked)) ?? []
  const text = wantsJson
    ? JSON.stringify(PANCAKES)
    : result
      ? TOLD[textAt(result, 'name') ?? '']
      : SAID.find(([pattern]) => pattern.test(asked))?.[1]
  if (text !== undefined) return saying(text)
  if (!name || !args) return undefined
  const [order = ''] = /[A-Z]\d+/.exec(asked) ?? []
  const part = { functionCall: { name, args: args(order) } }
  return { whole: { candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }] } }
}

function saying(text: string): ScriptedReply {
  const [whole] = chunksSaying(text, {}, 'models/gemini-2.5-flash').slice(-1)
  const all = pieces(text)
  const chunks = all.map((piece, at) => ({
    ...(at === all.length - 1 && whole),
    candidates: [
      {
        content: { role: 'model', parts: [{ text: piece }] },
        ...(at === all.length - 1 && { finishReason: 'STOP' }),
        index: 0,
      },
    ],
  }))
  return { chunks, delay: 25 }
}
