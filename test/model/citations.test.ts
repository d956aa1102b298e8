import { describe, expect, test } from 'vitest'
import { groundingOf } from 'react-genai/components'
import recorded from '../fixtures/gemini/grounding.json'

const withSupports = (text: string, ends: number[]) =>
  groundingOf(
    {
      candidates: [
        {
          groundingMetadata: {
            groundingChunks: [{ web: { uri: 'https://a.example', title: 'A' } }],
            groundingSupports: ends.map((endIndex) => ({ segment: { endIndex }, groundingChunkIndices: [0] })),
          },
        },
      ],
    },
    text,
  )?.citations.map(({ at }) => at)

describe('where something is cited', () => {
  const text = 'é, 中文, 🎉 and x'
  test('bytes of UTF-8 become units of UTF-16, at every character', () => {
    const places: [bytes: number, units: number][] = []
    let bytes = 0
    let units = 0
    for (const character of text) {
      bytes += new TextEncoder().encode(character).length
      units += character.length
      places.push([bytes, units])
    }
    expect(
      withSupports(
        text,
        places.map(([byte]) => byte),
      ),
    ).toEqual(places.map(([, unit]) => unit))
  })

  test('a place within a character is its end; one behind the text, the end of the text', () => {
    expect(withSupports(text, [1, 10_000, 0])).toEqual([1, text.length, 0])
  })

  test.each([-1, 1.5, Number.NaN, '3', null])('%s is no place', (endIndex) => {
    expect(withSupports(text, [endIndex as number])).toEqual([])
  })
})

describe('recorded replies', () => {
  test.each(Object.entries(recorded))('%s: every citation stands where its segment ends', (_, reply) => {
    const [candidate] = reply.candidates
    const text = candidate?.content.parts.map((part) => part.text).join('') ?? ''
    const grounding = groundingOf(reply, text)
    const supports = candidate?.groundingMetadata.groundingSupports ?? []
    expect(grounding?.citations).toHaveLength(supports.length)
    for (const [index, { at, sources }] of (grounding?.citations ?? []).entries()) {
      const told = supports[index]?.segment.text ?? ''
      expect(text.slice(0, at).endsWith(told)).toBe(true)
      for (const source of sources) expect(grounding?.sources[source]?.uri).toMatch(/^https:/)
    }
  })

  test('the words that Google wants suggested are at hand, untouched', () => {
    expect(groundingOf(recorded.search, '')?.searchEntryPoint).toContain('class="container"')
  })
})

test('citations of the older kind name their sources once', () => {
  const citations = [
    { endIndex: 2, uri: 'https://a.example', title: 'A' },
    { endIndex: 4, uri: 'https://a.example', title: 'A' },
    { endIndex: 4, uri: 'https://b.example' },
    { endIndex: 4 },
  ]
  expect(groundingOf({ candidates: [{ citationMetadata: { citations } }] }, 'abcd')).toMatchObject({
    sources: [{ uri: 'https://a.example', title: 'A' }, { uri: 'https://b.example' }],
    citations: [
      { at: 2, sources: [0] },
      { at: 4, sources: [0] },
      { at: 4, sources: [1] },
    ],
  })
})

test.each([undefined, null, 'x', 7, [], {}, { candidates: 'x' }, { candidates: [null] }, { groundingMetadata: [] }])(
  '%j rests on nothing',
  (raw) => expect(groundingOf(raw, 'text')).toBeUndefined(),
)

test('indexes of sources that are not there are left out', () => {
  const groundingMetadata = {
    groundingChunks: [{ web: { uri: 'https://a.example' } }],
    groundingSupports: [{ segment: { endIndex: 1 }, groundingChunkIndices: [7, -1, 'length', 0] }, { segment: null }],
  }
  expect(groundingOf({ candidates: [{ groundingMetadata }] }, 'ab')?.citations).toEqual([{ at: 1, sources: [0] }])
})
