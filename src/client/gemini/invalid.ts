import { GenAIError } from '../../model/errors.ts'

/** A wrong argument: nothing was sent. */
export const invalid = (message: string): GenAIError => new GenAIError('invalid', message)

const onlyOn = (where: string): ((method: string) => GenAIError) => {
  return (method) => invalid(`\`${method}\` is only supported by ${where}. Nothing was sent.`)
}

export const onlyOnVertex = onlyOn('Vertex AI: give the client `vertex`')
export const onlyOnGemini = onlyOn('the Gemini Developer API: make a client without `vertex`')
