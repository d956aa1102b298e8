import { expect, test } from 'vitest'
import { scripted } from './scripted.ts'

/** A client whose server gives one answer, and what it was asked. */
const answered = (answer: object, vertex = false) =>
  scripted((request) => request.json(answer), vertex ? { vertex: { project: 'p', location: 'us-central1' } } : {})

test('products in another place, with what was filtered', async () => {
  const { gemini } = answered(
    {
      predictions: [
        { bytesBase64Encoded: 'AA==', mimeType: 'image/png', prompt: 'better' },
        { raiFilteredReason: 'no' },
      ],
    },
    true,
  )
  const { generatedImages } = await gemini.models.recontextImage({ model: 'm', source: { prompt: 'on a beach' } })
  expect(
    generatedImages.map(({ image, enhancedPrompt, raiFilteredReason }) => [image, enhancedPrompt, raiFilteredReason]),
  ).toEqual([
    [{ imageBytes: 'AA==', mimeType: 'image/png' }, 'better', undefined],
    [{}, undefined, 'no'],
  ])
})

test('masks, and what they are of', async () => {
  const labels = [{ label: 'dog', score: 0.9 }]
  const { gemini } = answered({ predictions: [{ bytesBase64Encoded: 'AA==', mimeType: 'image/png', labels }] }, true)
  expect(await gemini.models.segmentImage({ model: 'm', source: { image: { gcsUri: 'gs://i' } } })).toEqual({
    generatedMasks: [{ mask: { imageBytes: 'AA==', mimeType: 'image/png' }, labels }],
  })
})

test('both are of Vertex AI only, and say so', async () => {
  const { gemini, asked } = answered({})
  await expect(gemini.models.recontextImage({ model: 'm', source: {} })).rejects.toThrow(
    /models\.recontextImage.*Vertex AI/,
  )
  await expect(gemini.models.segmentImage({ model: 'm', source: { image: {} } })).rejects.toMatchObject({
    code: 'invalid',
  })
  expect(asked).toEqual([])
})

test.each([
  ['Headers', new Headers({ authorization: 'Bearer T', 'x-goog-user-project': 'p' })],
  ['a record', { authorization: 'Bearer T', 'x-goog-user-project': 'p' }],
])('files of Cloud Storage are registered for an account, given as %s', async (_, headers) => {
  const { gemini, asked } = answered({ files: [{ name: 'files/a' }] })
  const auth = { getRequestHeaders: () => Promise.resolve(headers) }
  const { files } = await gemini.files.registerFiles({ uris: ['gs://b/o'], auth })
  expect(files).toEqual([{ name: 'files/a' }])
  const [{ url, method, body, headers: sent } = {}] = asked
  expect([url, method, body]).toEqual(['https://proxy.example/v1beta/files:register', 'POST', { uris: ['gs://b/o'] }])
  expect([sent?.get('authorization'), sent?.get('x-goog-user-project')]).toEqual(['Bearer T', 'p'])
})

test('what the service keeps for agents is asked of the version that the call says', async () => {
  const { gemini, asked } = answered({ agents: [{ id: 'a' }], next_page_token: 't' })
  expect(await gemini.agents.list({ api_version: 'v9', page_size: 1 })).toEqual({
    agents: [{ id: 'a' }],
    next_page_token: 't',
  })
  expect(asked[0]?.url).toBe('https://proxy.example/v9/agents?page_size=1')
})

test('an id that is none is refused before anything is sent', async () => {
  const { gemini, asked } = answered({})
  for (const id of ['', 'a/b', '..', 'a?key=1'])
    await expect(gemini.webhooks.ping(id)).rejects.toMatchObject({ code: 'invalid' })
  expect(asked).toEqual([])
})
