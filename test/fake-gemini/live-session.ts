import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { contentsText, piecesOf, quoteResults, tokensIn } from './answers.ts'
import { createHearing } from './hearing.ts'
import { objectAt, objectsAt, textAt, type JsonObject } from './json.ts'
import { recall, toolCallIn } from './tool-calls.ts'

/** Milliseconds between the pieces of an answer: long enough to be interrupted. */
const PACE = 8
const MESSAGES = ['setup', 'clientContent', 'realtimeInput', 'toolResponse', 'contextUpdate']

export interface LiveConnection {
  send(message: JsonObject): void
  close(code: number, reason: string): void
  /** The setup as it is granted, or the reason why it is not. */
  admit(setup: JsonObject): JsonObject | string
  /** What was said in the sessions that can be taken up again, by handle. */
  memory: Map<string, string[]>
}

/** One live session: messages of the client in, messages of the server out. */
export function createLiveSession({ send, close, admit, memory }: LiveConnection): (message: JsonObject) => void {
  let setup: JsonObject | undefined
  let said: string[] = []
  let draft: string[] = []
  /** Counts up with every turn and every interruption, so that an answer knows when it is no longer wanted. */
  let turn = 0
  let speaking = false
  const calls = new Map<string, string>()
  const hearing = createHearing()

  const begin = (asked: JsonObject): void => {
    const granted = admit(asked)
    if (typeof granted === 'string') return close(1008, granted)
    if (textAt(granted, 'model') === undefined) return close(1007, 'setup.model is required.')
    const handle = textAt(objectAt(granted, 'sessionResumption') ?? {}, 'handle')
    const remembered = handle === undefined ? [] : memory.get(handle)
    if (!remembered) return close(1008, 'Session is not found.')
    said = [...remembered]
    setup = granted
    send({ setupComplete: { sessionId: randomUUID() } })
  }

  const endTurn = (text: string, interrupted: boolean): void => {
    const promptTokenCount = tokensIn(said.join())
    const responseTokenCount = tokensIn(text)
    const usageMetadata = {
      promptTokenCount,
      responseTokenCount,
      totalTokenCount: promptTokenCount + responseTokenCount,
    }
    send({ serverContent: { turnComplete: true }, ...(!interrupted && { usageMetadata }) })
    if (!objectAt(setup ?? {}, 'sessionResumption')) return
    const newHandle = randomUUID()
    memory.set(newHandle, [...said])
    send({ sessionResumptionUpdate: { newHandle, resumable: true } })
  }

  const interrupt = (): void => {
    if (calls.size > 0) send({ toolCallCancellation: { ids: [...calls.keys()] } })
    calls.clear()
    turn++
    if (!speaking) return
    speaking = false
    send({ serverContent: { interrupted: true } })
    endTurn('', true)
  }

  const say = async (text: string): Promise<void> => {
    const mine = ++turn
    speaking = true
    const { audio, transcribed } = voiceOf(setup ?? {})
    for (const piece of piecesOf(text, Math.max(12, Math.ceil(text.length / 40)))) {
      await sleep(PACE)
      if (mine !== turn) return
      send({ serverContent: { modelTurn: { parts: [audio ? speech(piece) : { text: piece }], role: 'model' } } })
      if (transcribed) send({ serverContent: { outputTranscription: { text: piece } } })
    }
    speaking = false
    send({ serverContent: { generationComplete: true } })
    endTurn(text, false)
  }

  const answer = (text: string): void => {
    const call = toolCallIn(text)
    const remembered = recall(text, said)
    said.push(text)
    if (!call) return void say(remembered ?? `You said: ${text}`)
    const id = `call-${randomUUID().slice(0, 8)}`
    calls.set(id, call.name)
    send({ toolCall: { functionCalls: [{ id, ...call }] } })
  }

  const readContent = (content: JsonObject): void => {
    interrupt()
    const turns = objectsAt(content, 'turns').filter((each) => each['role'] !== 'model')
    draft.push(...turns.map((each) => contentsText([each])))
    if (content['turnComplete'] !== true) return
    const text = draft.join(' ')
    draft = []
    answer(text)
  }

  const readRealtime = (input: JsonObject): void => {
    const config = objectAt(setup ?? {}, 'realtimeInputConfig') ?? {}
    const heard = hearing.hear(input, objectAt(config, 'automaticActivityDetection')?.['disabled'] === true)
    if (heard.starts && config['activityHandling'] !== 'NO_INTERRUPTION') interrupt()
    if (heard.text === undefined) return
    if (heard.spoken && setup?.['inputAudioTranscription'] !== undefined) {
      send({ serverContent: { inputTranscription: { text: heard.text, finished: true } } })
    }
    answer(heard.text)
  }

  const readResults = (response: JsonObject): void => {
    const results = objectsAt(response, 'functionResponses').filter(
      ({ id }) => typeof id === 'string' && calls.delete(id),
    )
    if (results.length > 0 && calls.size === 0) void say(quoteResults(results))
  }

  return (message) => {
    const [kind = ''] = Object.keys(message)
    const content = objectAt(message, kind) ?? {}
    if (!MESSAGES.includes(kind)) return close(1007, `Invalid JSON payload received. Unknown name "${kind}"`)
    if ((kind === 'setup') === (setup !== undefined))
      return close(1007, 'setup must be the first message, and only that.')
    if (kind === 'setup') begin(content)
    if (kind === 'clientContent') readContent(content)
    if (kind === 'realtimeInput') readRealtime(content)
    if (kind === 'toolResponse') readResults(content)
    // A contextUpdate is taken in without a word.
  }
}

function voiceOf(setup: JsonObject): { audio: boolean; transcribed: boolean } {
  const modalities = objectAt(setup, 'generationConfig')?.['responseModalities']
  const asked = setup['outputAudioTranscription'] !== undefined
  const audio = Array.isArray(modalities) ? modalities.includes('AUDIO') : asked
  return { audio, transcribed: audio && asked }
}

/** Silence, as long as it takes to say the text. */
const speech = (text: string): JsonObject => ({
  inlineData: { mimeType: 'audio/pcm;rate=24000', data: Buffer.alloc(text.length * 48).toString('base64') },
})
