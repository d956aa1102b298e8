import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { ToolInput, ToolOutput } from '../model/tools.ts'

/**
 * What the page knows of a tool that the server leaves to it, by interrupting: how its answer must look, and who gives it.
 *
 * @example
 * const tools = {
 *   transfer: { schema: z.object({ confirmed: z.boolean() }), approve: { confirmed: true }, decline: { confirmed: false } },
 *   where: { schema: z.object({ lat: z.number(), lng: z.number() }), execute: () => locate() },
 * }
 */
export interface ChatTool<I = unknown, O = unknown> {
  /** What the model may ask with. Types `execute` and `render`; what does not fit is not run. */
  inputSchema?: StandardSchemaV1<unknown, I> | undefined
  /** What the tool answers. Every answer is checked against it before it is sent. */
  schema?: StandardSchemaV1<unknown, O> | undefined
  /** Runs here, at once, when a reply asks for it. What it throws is the tool's answer: the model must get one. */
  execute?: ((input: I, options: { signal: AbortSignal }) => O | Promise<O>) | undefined
  /** The answer that “Approve” gives. Default: the tool is run on the server, told `{ toolApproved: true }`. */
  approve?: O | undefined
  /** The answer that “Decline” gives. Default: `{ declined: true }`. */
  decline?: O | undefined
  /**
   * A person may change the input before the tool runs on the server. Not with agents, which run only what the model has
   * asked for. Default: false.
   */
  editable?: boolean | undefined
}

/** Any tool: what the store needs to know of one, whatever its types are. */
interface AnyChatTool {
  inputSchema?: StandardSchemaV1 | undefined
  schema?: StandardSchemaV1 | undefined
  execute?: ((input: never, options: { signal: AbortSignal }) => unknown) | undefined
  approve?: unknown
  decline?: unknown
  editable?: boolean | undefined
}

/** Tools by their names. */
export type ChatTools = Readonly<Record<string, AnyChatTool>>

/**
 * Tools by their names, each typed by its own schemas: what it is asked with in `In`, what it answers in `Out`. Two mapped
 * types, so that TypeScript reads both from what is written.
 */
export type TypedTools<In, Out> = {
  [K in keyof In]: {
    inputSchema?: StandardSchemaV1<unknown, In[K]> | undefined
    execute?: ChatTool<In[K], K extends keyof Out ? Out[K] : unknown>['execute']
    editable?: boolean | undefined
  }
} & {
  [K in keyof Out]: {
    schema?: StandardSchemaV1<unknown, Out[K]> | undefined
    approve?: NoInfer<Out[K]> | undefined
    decline?: NoInfer<Out[K]> | undefined
  }
}

/**
 * Tools by their names, typed by the tools of the server: what each is asked with, and what it answers.
 *
 * @example
 * import type { tools as serverTools } from '../server/tools' // types: nothing of the server reaches the browser
 * const tools = { transfer: { approve: { confirmed: true } } } satisfies ServerTools<typeof serverTools>
 */
export type ServerTools<T> = { readonly [K in keyof T]?: ChatTool<ToolInput<T[K]>, ToolOutput<T[K]>> }
