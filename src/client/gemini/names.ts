import type { GeminiApi } from './api.ts'
import { projectOf } from './address.ts'
import { invalid } from './invalid.ts'

type Place = Pick<GeminiApi, 'vertex'>

/** The path of a model, from its name. @throws GenAIError `invalid` */
export function modelPath({ vertex }: Place, model: string): string {
  if (!model || typeof model !== 'string' || /\.\.|[?&]/.test(model))
    throw invalid(`"${model}" is no name of a model. Nothing was sent.`)
  if (!vertex) return /^(?:models|tunedModels)\//.test(model) ? model : `models/${model}`
  if (/^(?:publishers|projects|models)\//.test(model)) return model
  const [publisher, name] = model.split('/', 2)
  return name ? `publishers/${publisher}/models/${name}` : `publishers/google/models/${model}`
}

/** The same with the project in front, where Vertex wants it in a body. */
export function wholeModel(api: Place, model: string): string {
  const path = modelPath(api, model)
  const project = api.vertex && projectOf(api.vertex)
  if (!project || path.startsWith('projects/')) return path
  return path.startsWith('models/') ? `${project}/publishers/google/${path}` : `${project}/${path}`
}

/** The name of a resource, which may be given without its collection. @throws GenAIError `invalid` */
export function resourceName({ vertex }: Place, name: string | undefined, collection: string): string {
  if (typeof name !== 'string' || !name) throw invalid(`A name is needed: \`${collection}/…\`. Nothing was sent.`)
  const own = name.includes('/') ? name : `${collection}/${name}`
  if (!vertex || own.startsWith('projects/')) return own
  if (own.startsWith('locations/')) return vertex.project ? `projects/${vertex.project}/${own}` : own
  const project = projectOf(vertex)
  return project && own.startsWith(`${collection}/`) ? `${project}/${own}` : own
}
