import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { formats, GenerateResponse, toJsonSchema, toOutputConfig } from 'react-genai/client'

const fields = { name: z.string(), age: z.number().optional() }

describe('a schema as JSON Schema', () => {
  test('by its own converter', async () => {
    expect(await toJsonSchema(z.object(fields))).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { name: { type: 'string' }, age: { type: 'number' } },
      required: ['name'],
    })
  })
  test('of zod/mini, which has none, by zod', async () => {
    const schema = mini.object({ name: mini.string(), tags: mini.array(mini.string()) })
    expect(await toJsonSchema(schema)).toMatchObject({
      type: 'object',
      properties: { name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
      required: ['name', 'tags'],
    })
  })
  test('what the model should write, not what a transform makes of it', async () => {
    const schema = z.object({ day: z.string().transform((day) => new Date(day)) })
    expect(await toJsonSchema(schema)).toMatchObject({ properties: { day: { type: 'string' } } })
  })
  test('what cannot be said, and what nobody can convert, is refused in words', async () => {
    await expect(toJsonSchema(z.object({ big: z.bigint() }))).rejects.toMatchObject({ code: 'invalid' })
    const foreign = { '~standard': { version: 1 as const, vendor: 'by hand', validate: () => ({ value: 1 }) } }
    await expect(toJsonSchema(foreign)).rejects.toThrow('Schemas of by hand cannot be converted')
  })
})

describe('what a request says of its output', () => {
  test('a schema', async () => {
    expect(await toOutputConfig({ schema: z.object(fields) })).toMatchObject({
      format: 'json',
      contentType: 'application/json',
      constrained: true,
      schema: { type: 'object' },
    })
  })
  test('a format, which must take the schema', async () => {
    expect(await toOutputConfig({ format: formats.enum })).toEqual({
      format: 'enum',
      contentType: 'text/enum',
      constrained: true,
    })
    await expect(toOutputConfig({ format: formats.array, schema: z.object(fields) })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
    })
  })
  test('nothing', async () => expect(await toOutputConfig({})).toEqual({}))
  test('and a reply to it is checked by the same schema', async () => {
    const output = await toOutputConfig({ schema: z.object(fields) })
    const reply = (text: string) =>
      new GenerateResponse({ message: { role: 'model', content: [{ text }] } }, { request: { messages: [], output } })
    expect(reply('{"name":"Ada"}').isValid()).toBe(true)
    expect(reply('{"name":1}').isValid()).toBe(false)
  })
})
