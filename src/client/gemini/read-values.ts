import { createGeminiFrameReader, type GeminiFrame } from '../../wire/gemini-frames.ts'
import { worded } from '../worded.ts'
import type { GeminiApi, GeminiRequest } from './api.ts'

type Value = Extract<GeminiFrame, { type: 'value' }>

/** The objects of an answer, one by one, whether it streams or not. @throws GenAIError */
export async function* readValues(api: GeminiApi, request: GeminiRequest): AsyncGenerator<Value, void> {
  const url = api.address(request)
  let isEmpty = true
  for await (const frame of api.open(request, createGeminiFrameReader)) {
    isEmpty = false
    if (frame.type !== 'value') throw await worded('truncated', url, (words, shown) => words.frameFailure(shown, frame))
    yield frame
  }
  if (isEmpty) throw await worded('protocol', url, (words, shown) => words.frameFailure(shown, undefined))
}
