import { randomBytes } from 'node:crypto'
import { notFound } from './google-error.ts'
import { isObject, numberAt, objectAt, textAt, type JsonObject } from './json.ts'
import { gemini, type Call, type Route } from './router.ts'
import { inSeconds } from './times.ts'

interface Token {
  uses: number
  expires: number
  newSessionsUntil: number
  setup: JsonObject | undefined
  fields: string[] | undefined
}

export interface AuthTokens {
  routes: Route[]
  /** The setup that a session may have, or why it may not begin. */
  admit(name: string, setup: JsonObject): JsonObject | string
}

const HALF_AN_HOUR = 1800

/** Tokens that let a browser open live sessions: a number of them, for a time, with some of the setup decided. */
export function createAuthTokens(): AuthTokens {
  const tokens = new Map<string, Token>()

  const create = (call: Call): JsonObject => {
    if (call.version !== 'v1alpha') throw notFound()
    const { body } = call
    const name = `auth_tokens/${randomBytes(16).toString('hex')}`
    const expireTime = textAt(body, 'expireTime') ?? inSeconds(HALF_AN_HOUR)
    const newSessionExpireTime = textAt(body, 'newSessionExpireTime') ?? inSeconds(60)
    const mask = textAt(body, 'fieldMask')
    tokens.set(name, {
      uses: numberAt(body, 'uses') ?? 1,
      expires: Date.parse(expireTime),
      newSessionsUntil: Date.parse(newSessionExpireTime),
      setup: objectAt(body, 'bidiGenerateContentSetup'),
      fields: mask?.split(',').filter(Boolean),
    })
    return { name, expireTime, newSessionExpireTime }
  }

  return {
    routes: [gemini('POST auth_tokens', create)],
    admit(name, setup) {
      const token = tokens.get(name)
      if (!token) return 'Token is invalid.'
      if (token.expires <= Date.now()) return 'Token has expired.'
      // Going on with a session that was begun is no use of the token, and may be later than a new one could begin.
      const resumes = textAt(objectAt(setup, 'sessionResumption') ?? {}, 'handle') !== undefined
      if (!resumes && token.newSessionsUntil <= Date.now()) return 'Token can start no new sessions any more.'
      if (!resumes && token.uses === 0) return 'Token has been used too many times.'
      if (!resumes) token.uses--
      return constrain(setup, token)
    },
  }
}

/** What the token decided wins: all of the setup, or the fields that its mask lists. */
function constrain(setup: JsonObject, { setup: decided, fields }: Token): JsonObject {
  if (!decided) return setup
  const handle = setup['sessionResumption']
  if (!fields) return { ...decided, ...(handle !== undefined && { sessionResumption: handle }) }
  return fields.reduce((result, field) => withField(result, decided, field.split('.')), setup)
}

function withField(into: JsonObject, from: JsonObject, [key = '', ...rest]: string[]): JsonObject {
  const value = from[key]
  if (rest.length > 0) {
    const inner = objectAt(into, key) ?? {}
    return { ...into, [key]: withField(inner, isObject(value) ? value : {}, rest) }
  }
  const { [key]: _, ...others } = into
  return value === undefined ? others : { ...others, [key]: value }
}
