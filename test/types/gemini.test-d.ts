import type { GoogleGenAI } from '@google/genai'
import { describe, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { useChat, useGenerate, useStream } from 'react-genai'
import {
  createGeminiClient,
  type AsyncGenerateContentResponse,
  type BatchJob,
  type CachedContent,
  type GeminiClient,
  type GeminiFile,
  type GenerateResponse,
  type Interaction,
  type InteractionStream,
  type Pager,
} from 'react-genai/client'

const gemini = createGeminiClient()

/** The parameters of a method of the SDK's are good for ours. */
type Takes<Ours extends (...args: never[]) => unknown, Theirs extends (...args: never[]) => unknown> =
  NonNullable<Parameters<Theirs>[0]> extends infer P ? (P extends NonNullable<Parameters<Ours>[0]> ? true : P) : never

describe('code of the SDK compiles with another import', () => {
  test('its parameter objects are ours', () => {
    type O = GeminiClient
    type T = GoogleGenAI
    expectTypeOf<Takes<O['models']['generateContent'], T['models']['generateContent']>>().toEqualTypeOf<true>()
    expectTypeOf<
      Takes<O['models']['generateContentStream'], T['models']['generateContentStream']>
    >().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['countTokens'], T['models']['countTokens']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['embedContent'], T['models']['embedContent']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['computeTokens'], T['models']['computeTokens']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['generateImages'], T['models']['generateImages']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['editImage'], T['models']['editImage']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['upscaleImage'], T['models']['upscaleImage']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['recontextImage'], T['models']['recontextImage']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['segmentImage'], T['models']['segmentImage']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['generateVideos'], T['models']['generateVideos']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['batches']['createEmbeddings'], T['batches']['createEmbeddings']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['caches']['update'], T['caches']['update']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['tunings']['tune'], T['tunings']['tune']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['list'], T['models']['list']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['models']['get'], T['models']['get']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['chats']['create'], T['chats']['create']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['files']['get'], T['files']['get']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['caches']['create'], T['caches']['create']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['batches']['create'], T['batches']['create']>>().toEqualTypeOf<true>()
    expectTypeOf<Takes<O['authTokens']['create'], T['authTokens']['create']>>().toEqualTypeOf<true>()
    expectTypeOf<
      Takes<O['fileSearchStores']['importFile'], T['fileSearchStores']['importFile']>
    >().toEqualTypeOf<true>()
  })
})

describe('what comes back', () => {
  test('text is a GenerateResponse, typed by a schema', async () => {
    const schema = z.object({ title: z.string() })
    const response = await gemini.models.generateContent({ model: 'm', contents: 'x' }, { output: { schema } })
    expectTypeOf(response).toEqualTypeOf<GenerateResponse<{ title: string }>>()
    const reply = await gemini.models.generateContentStream({ model: 'm', contents: 'x' })
    expectTypeOf(reply).toEqualTypeOf<AsyncGenerateContentResponse<unknown>>()
  })

  test('everything else has a type', () => {
    expectTypeOf(gemini.files.list).returns.resolves.toEqualTypeOf<Pager<GeminiFile>>()
    expectTypeOf(gemini.caches.get).returns.resolves.toEqualTypeOf<CachedContent>()
    expectTypeOf(gemini.batches.create).returns.resolves.toEqualTypeOf<BatchJob>()
  })

  test('an interaction is whole, or a stream, as it was asked for', async () => {
    expectTypeOf(await gemini.interactions.create({ model: 'm', input: 'x' })).toEqualTypeOf<Interaction>()
    expectTypeOf(
      await gemini.interactions.create({ model: 'm', input: 'x', stream: true }),
    ).toEqualTypeOf<InteractionStream>()
    expectTypeOf(await gemini.interactions.get('i')).toEqualTypeOf<Interaction>()
    expectTypeOf(await gemini.interactions.get('i', { stream: true })).toEqualTypeOf<InteractionStream>()
  })

  test('an operation knows what will come of it', async () => {
    const operation = await gemini.fileSearchStores.importFile({ fileSearchStoreName: 's', fileName: 'f' })
    const { response } = await gemini.operations.wait({ operation })
    expectTypeOf(response?.documentName).toEqualTypeOf<string | undefined>()
  })
})

describe('a model as a backend', () => {
  test('hooks take it, and its output is typed', () => {
    const menus = gemini.model('m', {}, { output: { schema: z.object({ title: z.string() }) } })
    expectTypeOf(useGenerate(menus).data?.output).toEqualTypeOf<{ title: string } | null | undefined>()
    expectTypeOf(useStream(menus).start).parameter(0).toExtend<string | object>()
    // A model takes a conversation, so nobody has to make one of it.
    useChat(gemini.model('m'))
  })
})

describe('what is wrong is said before it runs', () => {
  test('parameters', () => {
    // @ts-expect-error no model
    void gemini.models.generateContent({ contents: 'x' })
    // @ts-expect-error a number is no content
    void gemini.models.generateContent({ model: 'm', contents: 1 })
    // @ts-expect-error not warm
    void gemini.models.generateContent({ model: 'm', contents: 'x', config: { temperature: 'warm' } })
    // @ts-expect-error a file is bytes, not a path
    void gemini.files.upload({ file: '/tmp/x' })
    // @ts-expect-error no id
    void gemini.interactions.get()
    // @ts-expect-error no such service
    void gemini.files.rename
  })
})
