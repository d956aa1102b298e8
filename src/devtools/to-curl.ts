import type { Exchange } from '../testing/recording/exchange.ts'
import { hiddenIn } from '../testing/recording/secrets.ts'

/** For a shell of Unix: nothing in it means anything. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** Queries are not kept, because keys may stand in them. This one says how to stream. */
const address = (url: string, base: string): string =>
  new URL(url, base).href + (url.endsWith(':streamGenerateContent') ? '?alt=sse' : '')

/** A request as a command. What was hidden is a variable of the shell, to be set by whoever runs it. */
export function toCurl({ method, url, headers, body }: Exchange, base: string): string {
  const lines = [`curl -N -X ${method} ${quoted(address(url, base))}`]
  for (const [name, value] of Object.entries(headers)) {
    const variable = `$${name.replaceAll(/\W+/g, '_').toUpperCase()}`
    lines.push(value === '[hidden]' ? `-H "${name}: ${variable}"` : `-H ${quoted(`${name}: ${value}`)}`)
  }
  if (body !== undefined) lines.push(`--data-raw ${quoted(JSON.stringify(hiddenIn(body)))}`)
  return lines.join(' \\\n  ')
}
