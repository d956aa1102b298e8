import { createGeminiFrameReader, type GeminiFrame } from '../../wire/gemini-frames.ts'
import * as answered from '../answered-failures.ts'
import * as failures from '../failures.ts'
import { geminiFailure } from './gemini-failures.ts'
import type { GeminiApi, GeminiRequest } from './api.ts'

type Value = Extract<GeminiFrame, { type: 'value' }>

/** The objects of an answer, one by one, whether it streams or not. @throws GenAIError */
export async function* readValues(api: GeminiApi, request: GeminiRequest): AsyncGenerator<Value, void> {
  const shown = failures.shownUrl(api.address(request))
  let isEmpty = true
  const check = (frame: GeminiFrame): Value => {
    isEmpty = false
    if (frame.type === 'value') return frame
    if (frame.type === 'error') throw geminiFailure(frame.error)
    if (frame.type === 'malformed') throw (frame.cut ? failures.truncated : answered.notJson)(shown)
    throw answered.foreignBody(shown, frame.kind, frame.title)
  }
  for await (const frame of api.open(request, createGeminiFrameReader())) yield check(frame)
  if (isEmpty) throw answered.foreignBody(shown, 'empty')
}
