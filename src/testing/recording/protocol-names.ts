const MIME = /^[\w.+-]+\/[\w.+*-]+/
const PLAIN = /^[\w.:/-]+$/
const CALLS = /^(?:toolRequest|toolResponse|functionCall|functionResponse)$/
const IDS =
  /^(?:snapshotId|sessionId|parentId|traceId|responseId|modelVersion|thoughtSignature|invocationId|finishReason)$/

/**
 * Whether a text is a name of the protocol, by where it stands, and no word of anybody’s: without it, a recording could not be
 * played. Fields of the app’s own that happen to be called the same are words.
 */
export function isProtocolName(path: readonly string[], value: string): boolean {
  const name = path.at(-1) ?? ''
  const parents = path.slice(0, -1).filter((step) => !/^\d+$/.test(step))
  const parent = parents.at(-1) ?? ''
  // Of the file itself.
  if (parents.length === 0) return true
  if (parents.length === 1) return name === 'traceId'
  if (parent === 'events') return name === 'end'
  if (parent === 'retries') return name === 'code'
  if (parent === 'error' && parents.length === 3) return /^(?:code|name|status|timeout|traceId)$/.test(name)
  if (name === 'role') return /^(?:user|model|system|tool|function)$/.test(value)
  if (name === 'contentType' || name === 'mimeType') return MIME.test(value)
  if (name === 'name' || name === 'ref' || name === 'id') return CALLS.test(parent) && PLAIN.test(value)
  if (parent === 'customPatch') return name === 'op' || name === 'path'
  if (name === 'language' || name === 'outcome') return parent === 'executableCode' || parent === 'codeExecutionResult'
  if (/^(?:blockReason|probability|category)$/.test(name)) return /^[A-Z_]+$/.test(value)
  return IDS.test(name) && PLAIN.test(value)
}
