import type { StandardSchemaV1 } from '@standard-schema/spec'
import { type Agent, type AgentState, createAgent } from './agent.ts'
import type { Backend } from './backend.ts'
import { createFlow, type FlowOptions } from './flow.ts'
import type { HttpOptions } from './http.ts'
import type { FlowStream, RunFlowOptions, StreamFlowOptions } from './run-flow.ts'

/** What TypeScript knows of a flow of Genkit's, without importing Genkit. */
interface FlowLike {
  stream(input?: never, options?: never): { stream: AsyncIterable<unknown>; output: Promise<unknown> }
}

type IfAny<T, Then, Else> = 0 extends 1 & T ? Then : Else

/** The input of a flow, from its type on the server. */
export type FlowInput<F> = F extends { stream(input?: infer I, ...rest: never[]): unknown }
  ? IfAny<I, unknown, I>
  : unknown

/** What a flow streams. */
export type FlowChunk<F> = F extends { stream(...args: never[]): { stream: AsyncIterable<infer S> } }
  ? IfAny<S, unknown, S>
  : unknown

/** What `response.output` holds: the flow's result, unless that is a model's response, whose output nobody has typed. */
export type FlowOutput<F> = F extends { stream(...args: never[]): { output: Promise<infer O> } }
  ? IfAny<O, unknown, 'finishReason' extends keyof O ? unknown : O>
  : unknown

/** What a flow returns. */
export type FlowResult<F> = F extends { stream(...args: never[]): { output: Promise<infer O> } }
  ? IfAny<O, unknown, O>
  : unknown

/** Options of `createGenkitClient`: where the flows are, and how they are asked. */
export interface GenkitClientOptions extends HttpOptions {
  /** The same as `baseUrl`, as Genkit's proposal for a client spells it. */
  baseURL?: string | undefined
  /** The same as `signal`. */
  abortSignal?: AbortSignal | undefined
}

/** What `createGenkitClient` returns. */
export interface GenkitClient {
  /** A flow whose types nobody vouches for: any input, unknown output. */
  flow(path: string): Backend
  /** A flow whose output is typed by a schema, and checked against it in the browser. */
  flow<O>(
    path: string,
    options: FlowOptions<O> & { output: { schema: StandardSchemaV1<unknown, O> } },
  ): Backend<unknown, O>
  /**
   * A flow as a backend for hooks, widgets or direct calls.
   *
   * @param path Where the flow is mounted, behind `baseUrl`.
   * @example
   * import type { menuFlow } from '../server/flows' // a type: nothing of the server reaches the browser
   * const menu = genkit.flow<typeof menuFlow>('menu')
   * const response = await menu.generate({ theme: 'sushi' })
   * for await (const chunk of menu.stream({ theme: 'sushi' })) print(chunk.text)
   *
   * const checked = genkit.flow('menu', { output: { schema: z.object({ title: z.string() }) } })
   */
  flow<F extends FlowLike>(
    path: string,
    options?: FlowOptions<FlowOutput<F>>,
  ): Backend<FlowInput<F>, FlowOutput<F>, FlowChunk<F>>
  /** The same with the types given one by one: input, output, chunk. */
  flow<I, O = unknown, S = unknown>(path: string, options?: FlowOptions<O>): Backend<I, O, S>
  /**
   * An agent: a backend for `useAgent`, `useChat` and `ChatWidget`, and everything that can be asked of its sessions.
   *
   * `A` is the agent's type on the server, or the type of its state.
   *
   * @param path Where the agent is mounted, behind `baseUrl`; `getSnapshot` and `abort` beneath it.
   * @example
   * const support = genkit.agent<typeof supportAgent>('support')
   * const chat = await support.chat()
   * const { text, session } = await chat.send('Where is my order?')
   * @see Genkit 1.42, `remoteAgent`
   */
  agent<A = unknown>(path: string): Agent<AgentState<A>>
  /**
   * Asks a flow, and resolves with its result as it came.
   * @example
   * const { title } = await genkit.runFlow<typeof menuFlow>('menu', { theme: 'sushi' })
   * @see Genkit's proposal for a client (genkit-ai/genkit#4803)
   */
  runFlow<F = unknown>(path: string, input?: FlowInput<F>, options?: RunFlowOptions): Promise<FlowResult<F>>
  /**
   * Asks a flow at once, and gives what it streams, and its result, as they came.
   * @example
   * const { stream, output } = genkit.streamFlow<typeof menuFlow>('menu', { theme: 'sushi' })
   * for await (const chunk of stream) print(chunk)
   * @see Genkit's proposal for a client (genkit-ai/genkit#4803)
   */
  streamFlow<F = unknown>(
    path: string,
    input?: FlowInput<F>,
    options?: StreamFlowOptions,
  ): FlowStream<FlowResult<F>, FlowChunk<F>>
}

/**
 * A client for Genkit flows over HTTP, from any of Genkit's servers (Express, Next, Firebase callable, Go, Python).
 * It keeps nothing between calls, imports no React, and works in browsers, Node, Deno and workers.
 *
 * @example
 * const genkit = createGenkitClient({
 *   baseUrl: '/api',
 *   headers: async () => ({ authorization: `Bearer ${await token()}` }),
 * })
 * @see Genkit's flow protocol: POST `{"data": input}`; streams when asked for `text/event-stream`.
 */
export function createGenkitClient(options: GenkitClientOptions = {}): GenkitClient {
  const { baseUrl = options.baseURL, signal = options.abortSignal } = options
  const http: HttpOptions = { ...options, baseUrl, signal }
  const load = () => import('./run-flow.ts')
  return {
    flow: <O>(path: string, own?: FlowOptions<O>) => createFlow(http, path, own),
    agent: (path) => createAgent(http, path),
    runFlow: async (...args) => (await load()).runFlow(http, ...args) as never,
    streamFlow: (...args) => {
      const begun = load().then((loaded) => loaded.streamFlow(http, ...args))
      const output = begun.then((flow) => flow.output)
      // Whoever reads only one of the three must not hear of a failure as one that nobody has seen to.
      output.catch(() => undefined)
      return {
        stream: {
          async *[Symbol.asyncIterator]() {
            yield* (await begun).stream
          },
        },
        output,
        streamId: begun.then((flow) => flow.streamId),
      } as never
    },
  }
}
