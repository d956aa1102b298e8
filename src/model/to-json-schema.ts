import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { OutputConfig } from '../wire/genkit-data.ts'
import { compact, isObject } from '../wire/json.ts'
import { GenAIError } from './errors.ts'
import type { JsonSchema } from './formats.ts'
import type { OutputOptions } from './output.ts'

type Converter = (options: { target: string }) => JsonSchema

/**
 * A schema as JSON Schema (draft 07), for a server that wants to know what its model should write. It comes from the
 * schema's own converter (`~standard.jsonSchema`); schemas of `zod/mini`, which have none, are converted by zod, which is
 * loaded only then.
 *
 * @throws GenAIError `invalid` when nobody knows how to convert it.
 * @example
 * await toJsonSchema(z.object({ name: z.string() }))
 * // { type: 'object', properties: { name: { type: 'string' } }, required: ['name'], … }
 * @see https://standardschema.dev/json-schema
 */
export async function toJsonSchema(schema: StandardSchemaV1): Promise<JsonSchema> {
  const { jsonSchema, vendor } = schema['~standard'] as { jsonSchema?: { input?: Converter }; vendor: string }
  try {
    if (jsonSchema?.input) return jsonSchema.input({ target: 'draft-07' })
    if (vendor === 'zod') {
      const { toJSONSchema } = await import('zod/v4/core')
      return { ...toJSONSchema(schema as never, { target: 'draft-7', io: 'input' }) }
    }
  } catch (cause) {
    throw new GenAIError(
      'invalid',
      'The schema has no JSON Schema: something in it cannot be said there. See `cause`.',
      { cause },
    )
  }
  throw new GenAIError('invalid', `Schemas of ${vendor} cannot be converted. Give the server its JSON Schema yourself.`)
}

/**
 * `output` as Genkit's servers take it in a request, with the JSON Schema of the schema.
 *
 * @example
 * start({ messages, output: await toOutputConfig({ schema: Menu }) })
 * @see Genkit 1.42, `GenerateRequest.output`
 */
export async function toOutputConfig({ schema, format }: OutputOptions): Promise<OutputConfig> {
  const json = schema && (await toJsonSchema(schema))
  // Says at once when the format cannot have such a schema.
  format?.handler(json)
  const { contentType, constrained } = format?.config ?? { contentType: 'application/json', constrained: true }
  return compact<OutputConfig>({
    format: format?.name ?? (schema && 'json'),
    contentType: schema || format ? contentType : null,
    constrained: schema || format ? constrained : null,
    schema: isObject(json) ? json : null,
  })
}
