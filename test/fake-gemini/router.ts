import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { badRequest } from './google-error.ts'
import type { JsonObject } from './json.ts'
import type { StreamReply } from './replies.ts'

/** The three doors of the service: one API for keys, one for projects, and one for bytes. */
type Surface = 'gemini' | 'vertex' | 'upload'

export interface Address {
  surfaces: Surface[]
  version: string
  /** `projects/P/locations/L/` where Vertex names start with it, else empty. */
  parent: string
  /** What follows the version and the parent. */
  path: string
}

export interface Call extends Address {
  params: Record<string, string>
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** The parsed body, empty where there was none. */
  body: JsonObject
  request: IncomingMessage
  response: ServerResponse
  openStream(contentType: string): StreamReply
  /** Tells the log how long a body was that is not JSON. */
  logBody(bytes: number): void
}

/** A handler returns the JSON to send, or nothing when it has answered on its own. */
export type Handler = (call: Call) => JsonObject | undefined | Promise<JsonObject | undefined>

export interface Route {
  surfaces: Surface[]
  method: string
  pattern: RegExp
  handle: Handler
}

const EXPRESS_PARENT = 'projects/fake-project/locations/us-central1/'
const VERSIONED = /^(?<upload>upload\/)?(?<version>v1|v1beta|v1alpha|v1beta1)\/(?<rest>.+)$/
const WITH_PARENT = /^(?<parent>projects\/[^/]+\/locations\/[^/]+\/)(?<path>.+)$/

/** Slashes may be doubled: the SDK does it, and so do base URLs that end with one. */
export function readAddress(pathname: string): Address | undefined {
  const plain = decode(pathname).replace(/\/+/g, '/').slice(1)
  const { upload, version, rest } = VERSIONED.exec(plain)?.groups ?? {}
  if (version === undefined || rest === undefined) return undefined
  if (upload !== undefined) return { surfaces: ['upload'], version, parent: '', path: rest }
  const { parent, path } = WITH_PARENT.exec(rest)?.groups ?? {}
  if (parent !== undefined && path !== undefined) return { surfaces: ['vertex'], version, parent, path }
  // With an API key alone, Vertex leaves the project out. Only its version tells then whose path this is.
  if (version === 'v1beta1' || rest.startsWith('publishers/')) {
    const surfaces: Surface[] = rest.startsWith('publishers/') ? ['vertex'] : ['vertex', 'gemini']
    return { surfaces, version, parent: EXPRESS_PARENT, path: rest }
  }
  return { surfaces: ['gemini'], version, parent: '', path: rest }
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    throw badRequest(`The path ${pathname} is not encoded well.`)
  }
}

/** `'POST models/{model}:countTokens'`: a name in braces stands for one segment. */
function route(surfaces: Surface[], spec: string, handle: Handler): Route {
  const [method = '', path = ''] = spec.split(' ')
  const pattern = path.replace(/\{(\w+)\}/g, '(?<$1>[^/:]+)')
  return { surfaces, method, pattern: new RegExp(`^${pattern}$`), handle }
}

export const gemini = (spec: string, handle: Handler): Route => route(['gemini'], spec, handle)
export const vertex = (spec: string, handle: Handler): Route => route(['vertex'], spec, handle)
export const both = (spec: string, handle: Handler): Route => route(['gemini', 'vertex'], spec, handle)
export const upload = (spec: string, handle: Handler): Route => route(['upload'], spec, handle)

export function findRoute(
  routes: Route[],
  method: string,
  { surfaces, path }: Address,
): (Route & { params: Record<string, string> }) | undefined {
  for (const each of routes) {
    if (each.method !== method || !each.surfaces.some((surface) => surfaces.includes(surface))) continue
    const match = each.pattern.exec(path)
    if (match) return { ...each, params: { ...match.groups } }
  }
  return undefined
}

export const param = (call: Call, name: string): string => call.params[name] ?? ''
