import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGenkitClient } from 'react-genai/client'
import { type Lab, startLab, startWire } from './lab.ts'

const N = 12
const whole = Array.from({ length: N }, (_, at) => `word${at} 👋🏽 `).join('')

describe('a durable stream of a real server', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab()
  })
  afterAll(() => lab[Symbol.asyncDispose]())

  test.each(['durable', 'next/durable'])('%s: cut at five places, it is resumed with the text exact', async (path) => {
    await using wire = await startWire(lab.url)
    const before = (await lab.seen()).runs['count'] ?? 0
    // In the headers' wake, within a frame, within a character, between frames, and within the result.
    wire.cutAfter(0, 41, 61, 200, 417)
    const flow = createGenkitClient({ baseUrl: wire.url }).flow(path)
    const reply = flow.stream({ n: N })
    const texts: string[] = []
    for await (const chunk of reply) texts.push(chunk.text)
    expect(texts.join('')).toBe(whole)
    expect((await reply.resolve()).text).toBe(whole)
    expect((await lab.seen()).runs['count']).toBe(before + 1)
    // Five cuts, six connections that asked; the knocks between them go over their own.
    expect(wire.connections).toBeGreaterThanOrEqual(6)
    expect(reply.streamId).toBeUndefined()
  })
})
