import type { GeminiHttpOptions } from '../../wire/gemini-request.ts'
import { compact } from '../../wire/json.ts'
import { type HeadersRequest, joinUrl } from '../http.ts'
import { invalid } from './invalid.ts'

/** Where a Google Cloud project is, when Gemini is asked through Vertex AI. */
export interface VertexOptions {
  project?: string | undefined
  /** Default: `global`. */
  location?: string | undefined
  /** An OAuth token for `Authorization: Bearer`, asked for before every request. Not needed behind a proxy that adds one. */
  accessToken?: ((request: HeadersRequest) => string | Promise<string>) | undefined
}

const GOOGLE = 'https://generativelanguage.googleapis.com'

function vertexBase({ project, location = 'global' }: VertexOptions): string {
  if (!project || location === 'global') return 'https://aiplatform.googleapis.com'
  return /^(?:us|eu)$/.test(location)
    ? `https://aiplatform.${location}.rep.googleapis.com`
    : `https://${location}-aiplatform.googleapis.com`
}

export const defaultBase = (vertex: VertexOptions | undefined): string => (vertex ? vertexBase(vertex) : GOOGLE)

/** `projects/P/locations/L`, where there is a project. */
export const projectOf = ({ project, location = 'global' }: VertexOptions): string | undefined =>
  project && `projects/${project}/locations/${location}`

export interface AddressOptions {
  vertex: VertexOptions | undefined
  method: string
  path: string
  /** Paths of uploads have the version inside. */
  upload?: boolean | undefined
  query?: Readonly<Record<string, string | number | boolean | null | undefined>> | undefined
}

/** The whole address of a request (protocols/gemini 2.1). */
export function addressOf(
  { baseUrl, apiVersion, baseUrlResourceScope }: GeminiHttpOptions,
  { vertex, method, path, upload, query = {} }: AddressOptions,
): string {
  // A name out of an app's data must not become another path, or a query.
  if (/\.\.|[?#&\\\s]/.test(path)) throw invalid(`"${path}" is no name of a resource. Nothing was sent.`)
  const isWhole =
    path.startsWith('projects/') ||
    baseUrlResourceScope === 'COLLECTION' ||
    (method === 'GET' && path.startsWith('publishers/google/models'))
  const project = vertex && !isWhole ? projectOf(vertex) : undefined
  const url = joinUrl(baseUrl, [upload && 'upload', apiVersion, project, path].filter(Boolean).join('/'))
  const search = new URLSearchParams(compact(query) as Record<string, string>).toString()
  return search ? `${url}?${search}` : url
}
