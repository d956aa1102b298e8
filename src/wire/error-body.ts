/**
 * The body of a failed HTTP reply, whatever its content type says: Genkit's two JSON spellings, Google's, Go's plain
 * text, a framework's HTML page. Only what a person can read comes out, never the body itself.
 */
import { compact, isObject } from './json.ts'

/** A failure as a Genkit server reports it. */
export interface FlowError {
  message: string
  /** Canonical status name, such as `PERMISSION_DENIED`. */
  status?: string
  details?: unknown
}

/** Reads a failure of any spelling; a server may send a bare string or leave the message out. */
export function toFlowError(value: unknown): FlowError {
  const { message, status, details } = isObject(value) ? value : { message: value }
  return compact<FlowError>({
    message: typeof message === 'string' ? message : '',
    status: typeof status === 'string' ? status : null,
    details,
  })
}

/** The readable part of an HTML page, so that an error can name it without dumping markup. */
export const htmlTitle = (html: string): string | undefined =>
  (/<(?:pre|h1)[^<>]*>([^<]{1,200})/i.exec(html) ?? /<title[^<>]*>([^<]{1,200})/i.exec(html))?.[1]
    ?.replace(/\s+/g, ' ')
    .trim() || undefined

/** What a body is that is no answer at all: a page, by its title, or text. */
export const foreignIn = (text: string): { kind: 'html' | 'text'; title: string | undefined } =>
  text.startsWith('<') ? { kind: 'html', title: htmlTitle(text) } : { kind: 'text', title: undefined }

export function readErrorBody(body: string): FlowError {
  // Next answers a refused stream with a stream's error line and a status of 401.
  const text = body.replace(/^error:|END$/g, '').trim()
  try {
    const value: unknown = JSON.parse(text)
    return toFlowError(isObject(value) && 'error' in value ? value['error'] : value)
  } catch {
    return { message: text.startsWith('<') ? (htmlTitle(text) ?? '') : text.slice(0, 300) }
  }
}
