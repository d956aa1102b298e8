/** What an answer that is none has to say, in words. */
import { GenAIError } from '../model/errors.ts'
import type { FlowError } from '../wire/error-body.ts'
import { failure, KEPT } from './failures.ts'
import { hideSecrets } from './hide-secrets.ts'

export const CHECK = 'Check `baseUrl` and the path'

/** Genkit's schema errors append the whole input and schema, 29 kB at times; the list before them is what helps. Google names keys. */
export const readable = (message: string): string =>
  hideSecrets(message.replace(/\n\nProvided data:[^]*/, '').slice(0, 600))

export const notJson = (url: string): GenAIError => failure('parse', `${url} sent a frame that is not JSON. ${KEPT}.`)

export function foreignBody(url: string, kind: 'html' | 'text' | 'empty', title = ''): GenAIError {
  const what = { html: `a web page "${title}"`, text: 'plain text', empty: 'nothing' }[kind]
  return failure('protocol', `${url} sent ${hideSecrets(what)}, not an answer. ${CHECK}.`)
}

/** A failure that the server itself reported, in the middle of an answer or in place of one. */
export function serverFailure({ status = 'INTERNAL', details, message }: FlowError): GenAIError {
  // `Internal Error` is what Genkit's servers say in place of a reason that they will not tell.
  const told = /^(internal( error)?)?$/i.test(message) ? 'see its log, then try again.' : readable(message)
  return new GenAIError('server', `The server failed (${status}): ${told}`, {
    status,
    details,
    retryable: /UNAVAILABLE|EXHAUSTED|DEADLINE|ABORTED|INTERNAL/.test(status),
  })
}
