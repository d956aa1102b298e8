/**
 * A model that needs no network: it looks for a word in the question and answers from a script, a word at a time, always
 * the same. Behind a real Genkit server, so that everything between it and the page is what it would be with a real one.
 */
import type { GenkitBeta, Part } from 'genkit/beta'
import { GenkitError } from './genkit.ts'
import { sunset } from './sunset.ts'
import { TRIP } from './trip.ts'

const WORD_MS = 30

type Say = (...parts: Part[]) => Promise<void>
type Script = (say: Say, question: string) => Promise<void>

const words = (text: string): string[] => text.match(/\S+\s*/g) ?? []

async function speak(say: Say, text: string): Promise<void> {
  for (const word of words(text)) await say({ text: word })
}

const SKY =
  'Sunlight looks white, but it is all colours at once. When it meets the air, its short waves are scattered far more than its long ones.\n\n' +
  'Violet is scattered most, yet the sun sends less of it, the upper air keeps some of it, and our eyes see it poorly. What reaches us from every side is blue.\n\n' +
  'In the evening the light has to cross so much air that the blue is lost on the way. What is left is the red of the sunset.'

const scripts: [pattern: RegExp, script: Script][] = [
  [
    /\bfail\b/i,
    async (say, question) => {
      if (/half|mid/i.test(question)) await speak(say, 'This answer begins well, and then the model')
      throw new GenkitError({ status: 'UNAVAILABLE', message: 'The model is overloaded, as you asked it to be.' })
    },
  ],
  [
    /\bthink\b|how many|puzzle/i,
    async (say) => {
      for (const word of words(
        'A city bus is about 12 × 2.5 × 2.2 m: 66 m³. Seats and people take half. A tennis ball fills 0.00015 m³, and balls fill about 64 % of a space.',
      )) {
        await say({ reasoning: word })
      }
      await speak(
        say,
        'About 140,000 tennis balls. Half of the bus is taken by seats, and round balls leave a third of the rest empty.',
      )
    },
  ],
  [
    /\b(?:draw|picture|image|sunset)\b/i,
    async (say) => {
      await speak(say, 'Here is a sunset over the sea.')
      await say({
        media: { url: sunset(), contentType: 'image/png' },
        metadata: { alt: 'A sun going down over a dark sea' },
      })
    },
  ],
  [
    /\b(?:menu|json)\b/i,
    async (say) => {
      const menu = {
        title: 'Friday evening',
        courses: [
          { name: 'Beetroot carpaccio', price: 95, vegan: true },
          { name: 'Baked cod with leeks', price: 210, vegan: false },
          { name: 'Cloudberry sorbet', price: 80, vegan: true },
        ],
      }
      for (const piece of JSON.stringify(menu).match(/[^]{1,12}/g) ?? []) await say({ text: piece })
    },
  ],
  [/why is the sky/i, (say) => speak(say, SKY)],
  [/\btrip\b|bergen/i, (say) => speak(say, TRIP)],
]

const otherwise: Script = async (say, question) => {
  await speak(
    say,
    `You asked: “${question}”\n\nI am the offline model of this demo. I run inside a real Genkit server in this very process, I know only a few tricks, and I send each answer a word at a time so that you can watch it grow.\n\n` +
      'Ask me to plan a trip to Bergen, to think, to draw a sunset, for a menu as JSON, for the weather in a city, to transfer money, to delete all files in a folder, what time it is, or to fail halfway. Attach a picture, and I send it back. With GEMINI_API_KEY set, Gemini answers in my place.',
  )
}

/** Tool calls take two turns: the first asks for the tool, the second is given its answer. */
function toolCall(question: string): Part | undefined {
  const city = /weather in (\p{Lu}[\p{L}-]*(?: \p{Lu}[\p{L}-]*)*)/u.exec(question)?.[1]
  if (city) return { toolRequest: { name: 'getWeather', ref: 'weather-1', input: { city } } }
  const folder = /delete (?:every file|all files) in (\S+)/i.exec(question)?.[1]
  if (folder) return { toolRequest: { name: 'deleteFiles', ref: 'delete-1', input: { folder } } }
  if (/what time/i.test(question)) return { toolRequest: { name: 'localTime', ref: 'time-1', input: {} } }
  const topic = /report (?:about|on) ([^?.!]+)/i.exec(question)?.[1]?.trim()
  if (topic) return { toolRequest: { name: 'writeReport', ref: 'report-1', input: { topic } } }
  const order = /refund (?:order )?#?(\w+)/i.exec(question)?.[1]
  if (order) return { toolRequest: { name: 'refund', ref: 'refund-1', input: { order, amount: 349 } } }
  if (/\bcomplain|\breturn\b/i.test(question))
    return { toolRequest: { name: 'askCustomer', ref: 'ask-1', input: { question: 'What is wrong with it?' } } }
  const [, amount, to] = /transfer\s+(\d[\d,. ]*).*?\bto\s+(\p{L}+)/iu.exec(question) ?? []
  if (amount && to)
    return {
      toolRequest: { name: 'transfer', ref: 'transfer-1', input: { amount: Number(amount.replace(/[, ]/g, '')), to } },
    }
  return undefined
}

type Fields = Record<string, unknown>

/** What the model makes of a tool's answer. */
function report(tool: string, output: Fields): string {
  if (tool === 'getWeather')
    return `It is ${String(output['tempC'])} °C in ${String(output['city'])}, and the sky is ${String(output['sky'])}.`
  if (output['declined']) return 'As you wish: nothing was done.'
  if (tool === 'transfer') return output['confirmed'] ? 'The money is on its way.' : 'Then the money stays where it is.'
  if (tool === 'deleteFiles') return `Done: ${String(output['deleted'])} files are gone.`
  if (tool === 'writeReport') return `The report is written: ${String(output['written'])}.`
  if (tool === 'refund')
    return `Done: ${String(output['refunded'])} kr are on their way back for order ${String(output['order'])}.`
  if (tool === 'askCustomer')
    return `I have noted it: ${String(output['reason'])}. ${typeof output['details'] === 'string' ? output['details'] : ''}`.trim()
  if (tool === 'localTime') return `Your clock says ${String(output['time'])}, in ${String(output['zone'])}.`
  return `The tool answered: ${JSON.stringify(output)}`
}

export const OFFLINE_MODEL = 'demo/offline'

export function defineOfflineModel(ai: GenkitBeta): void {
  ai.defineModel(
    { name: OFFLINE_MODEL, apiVersion: 'v2', supports: { multiturn: true, tools: true, media: true } },
    async (request, { sendChunk }) => {
      const content: Part[] = []
      const say: Say = async (...parts) => {
        await new Promise((resolve) => setTimeout(resolve, WORD_MS))
        sendChunk({ content: parts })
        for (const part of parts) {
          const last = content.at(-1)
          if (part.text !== undefined && last?.text !== undefined)
            content[content.length - 1] = { text: last.text + part.text }
          else if (part.reasoning !== undefined && last?.reasoning !== undefined)
            content[content.length - 1] = { reasoning: last.reasoning + part.reasoning }
          else content.push(part)
        }
      }
      const question =
        request.messages
          .findLast((message) => message.role === 'user')
          ?.content.map((part) => part.text ?? '')
          .join('') ?? ''
      const answered = request.messages.at(-1)?.content.find((part) => part.toolResponse)?.toolResponse
      const picture = request.messages
        .findLast((message) => message.role === 'user')
        ?.content.find((part) => part.media)?.media
      const call = answered ? undefined : toolCall(question)
      if (answered) await speak(say, report(answered.name, answered.output as Fields))
      else if (picture) {
        await speak(say, 'You sent me this picture. I cannot see, but I can send it back:')
        await say({ media: picture, metadata: { alt: 'Your picture, sent back' } })
      } else if (call) {
        await speak(say, 'One moment. ')
        await say(call)
      } else {
        const script = scripts.find(([pattern]) => pattern.test(question))?.[1] ?? otherwise
        await script(say, question)
      }
      const outputTokens = content.reduce((sum, part) => sum + words(part.text ?? '').length, 0)
      return {
        message: { role: 'model', content },
        finishReason: 'stop',
        usage: { inputTokens: words(question).length, outputTokens },
      }
    },
  )
}
