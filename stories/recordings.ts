/** Replies as real Genkit servers sent them: the bodies of the traces under `test/fixtures`. */
const traces = import.meta.glob<string>('../test/fixtures/genkit/traces/*.txt', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The body of a trace, by its number: `trace('09')` is `09-stream-tool-loop`. */
export function trace(number: string): string {
  const found = Object.entries(traces).find(([path]) => path.includes(`/traces/${number}-`))
  const body = found && /\[response body[^\n]*\]\n([^]*?)\n?\[end(?: of body)?\]/.exec(found[1])?.[1]
  if (body === undefined) throw new Error(`No recorded body for trace ${number}.`)
  return body
}

/** What a flow sends that streams its model's words, some characters at a time, and returns them. */
export function streamed(text: string, size = 12): string {
  const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
  const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? []
  const chunks = pieces.map((piece) => frame({ message: { role: 'model', index: 0, content: [{ text: piece }] } }))
  return [...chunks, frame({ result: text })].join('')
}
