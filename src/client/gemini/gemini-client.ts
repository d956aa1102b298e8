import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { OutputOptions } from '../../model/output.ts'
import type { GenerateContentConfig } from '../../wire/gemini-request.ts'
import { createGeminiApi, type GeminiApi, type GeminiClientOptions } from './api.ts'
import type { AuthTokens } from './auth-tokens.ts'
import type { Batches } from './batches.ts'
import type { Caches } from './caches.ts'
import { createChats, type Chats } from './chats.ts'
import type { FileSearchStores } from './file-search-stores.ts'
import type { Files } from './files.ts'
import { createGeminiModel, type GeminiModel, type GeminiModelOptions } from './gemini-model.ts'
import type { Interactions } from './interactions.ts'
import type { Live } from './live.ts'
import { createModels, type Models } from './models.ts'
import { onDemand } from './on-demand.ts'
import type { Operations } from './operations.ts'
import type { ChangingResources, Resources, Triggers, Webhooks } from './resources.ts'
import type { Tunings } from './tunings.ts'

/** What `createGeminiClient` returns: every service, and what they share. */
export interface GeminiClient extends GeminiApi {
  /** Replies, token counts, embeddings, images and videos, and which models there are. */
  readonly models: Models
  /** Conversations, kept in this client. */
  readonly chats: Chats
  /** Files that the model may look at, kept for two days. */
  readonly files: Files
  /** Contents that many requests share, paid for once. */
  readonly caches: Caches
  /** Documents that the model searches. */
  readonly fileSearchStores: FileSearchStores
  /** Many requests at half the price, within a day. */
  readonly batches: Batches
  /** Models that learn from examples of yours. Vertex AI. */
  readonly tunings: Tunings
  /** Voices, pictures and words, both ways, as they come. */
  readonly live: Live
  /** Tokens with which a page may open a live session. For servers. */
  readonly authTokens: AuthTokens
  /** How far what takes long has come. */
  readonly operations: Operations
  /** Models and agents, with the conversation kept by the service; also in the background. */
  readonly interactions: Interactions
  /** Agents of yours. Experimental, as all that follow. */
  readonly agents: Resources
  /** What agents prove themselves with. */
  readonly credentials: ChangingResources
  /** Machines that agents work on. */
  readonly environments: Resources
  /** What starts an agent: a schedule. */
  readonly triggers: Triggers
  /** Voices to speak with. */
  readonly voices: Resources
  /** Servers of yours that are told when something has happened. */
  readonly webhooks: Webhooks
  /**
   * A model as a backend for hooks and widgets.
   *
   * @example
   * const flash = gemini.model('gemini-2.5-flash', { temperature: 0.2 })
   * const chat = useChat(flash)
   *
   * const menus = gemini.model('gemini-2.5-flash', {}, { output: { schema: Menu } })
   * const { output } = await menus.generate('A menu for sushi') // typed by the schema, which the model is told
   */
  model<O>(
    name: string,
    config: GenerateContentConfig | undefined,
    options: GeminiModelOptions<O> & { output: { schema: StandardSchemaV1<unknown, O> } },
  ): GeminiModel<O>
  model<O = unknown>(
    name: string,
    config?: GenerateContentConfig,
    options?: { output?: OutputOptions<O> | undefined },
  ): GeminiModel<O>
}

const CRUD = ['create', 'list', 'get', 'delete'] as const

/**
 * A client for Gemini, over REST and WebSockets: all that the async client of `google-genai` does, with its parameters, in
 * browsers, Node, Deno and workers. In a browser it asks a proxy of yours, which holds the key.
 *
 * Requests run side by side, and know nothing of each other. `close()`, or the end of an `await using`, ends them all.
 *
 * @example
 * const gemini = createGeminiClient({ baseUrl: '/gemini' })
 * const { text } = await gemini.models.generateContent({ model: 'gemini-2.5-flash', contents: 'Hello!' })
 * @example
 * await using gemini = createGeminiClient({ apiKey: process.env['GEMINI_API_KEY'] }) // on a server
 * @throws GenAIError `invalid` for a key in a browser, unless `dangerouslyAllowBrowser`.
 */
export function createGeminiClient(options: GeminiClientOptions = {}): GeminiClient {
  const api = createGeminiApi(options)
  const resources = (name: string) => onDemand(async () => (await import('./resources.ts')).createResources(api, name))
  return {
    ...api,
    models: createModels(api),
    chats: createChats(api),
    // The rest comes with its first call: most pages need one or two of these, and none of them at once.
    files: onDemand(async () => (await import('./files.ts')).createFiles(api)).with(
      'upload',
      'startUpload',
      'wait',
      'list',
      'get',
      'delete',
      'registerFiles',
      'download',
    ),
    fileSearchStores: {
      ...onDemand(async () => (await import('./file-search-stores.ts')).createFileSearchStores(api)).with(
        'create',
        'list',
        'get',
        'delete',
        'uploadToFileSearchStore',
        'startUpload',
        'importFile',
        'downloadMedia',
      ),
      documents: onDemand(async () => (await import('./documents.ts')).createDocuments(api)).with(
        'list',
        'get',
        'delete',
      ),
    },
    operations: onDemand(async () => (await import('./operations.ts')).createOperations(api)).with(
      'get',
      'getVideosOperation',
      'wait',
    ),
    caches: onDemand(async () => (await import('./caches.ts')).createCaches(api)).with(
      'create',
      'list',
      'get',
      'update',
      'delete',
    ),
    batches: onDemand(async () => (await import('./batches.ts')).createBatches(api)).with(
      'create',
      'createEmbeddings',
      'get',
      'list',
      'cancel',
      'delete',
    ),
    tunings: onDemand(async () => (await import('./tunings.ts')).createTunings(api)).with(
      'tune',
      'get',
      'list',
      'cancel',
    ),
    authTokens: onDemand(async () => (await import('./auth-tokens.ts')).createAuthTokens(api)).with('create'),
    interactions: onDemand(async () => (await import('./interactions.ts')).createInteractions(api)).with(
      'create',
      'get',
      'cancel',
      'delete',
      'wait',
    ),
    agents: resources('agents').with(...CRUD),
    credentials: resources('credentials').with(...CRUD, 'update'),
    environments: resources('environments').with(...CRUD),
    voices: resources('voices').with(...CRUD),
    triggers: onDemand(async () => (await import('./resources.ts')).createTriggers(api)).with(
      ...CRUD,
      'update',
      'run',
      'listExecutions',
    ),
    webhooks: onDemand(async () => (await import('./resources.ts')).createWebhooks(api)).with(
      ...CRUD,
      'update',
      'rotateSigningSecret',
      'ping',
    ),
    live: {
      ...onDemand(async () => (await import('./live.ts')).createLive(api)).with('connect'),
      music: onDemand(async () => (await import('./live-music.ts')).createLiveMusic(api)).with('connect'),
    },
    model: <O>(name: string, config?: GenerateContentConfig, own?: GeminiModelOptions<O>) =>
      createGeminiModel(api, name, config, own),
  }
}
