import type { GeminiPart } from '../../wire/gemini-data.ts'
import type { CallableTool } from '../../wire/gemini-request.ts'
import { invalid } from './invalid.ts'

interface McpTool {
  name: string
  description?: string | undefined
  inputSchema: object
  outputSchema?: object | undefined
}

/** What is needed of a client of the Model Context Protocol: `Client` of `@modelcontextprotocol/sdk` has it. */
export interface McpClientLike {
  listTools(params?: { cursor?: string }): Promise<{ tools: readonly McpTool[]; nextCursor?: string | undefined }>
  callTool(
    params: { name: string; arguments?: Record<string, unknown> },
    resultSchema?: undefined,
    options?: { timeout: number },
  ): Promise<{ isError?: unknown; [field: string]: unknown }>
}

/** Options of `mcpToTool`, behind its clients. */
export interface McpToolOptions {
  /** Milliseconds that one call may take. Default: the MCP client's. */
  timeout?: number | undefined
  /** Live: whether the model waits for the answer (`BLOCKING`) or speaks on (`NON_BLOCKING`). */
  behavior?: string | undefined
}

type Found = Map<string, { tool: McpTool; client: McpClientLike }>

const isClient = (one: McpClientLike | McpToolOptions): one is McpClientLike => 'listTools' in one

/**
 * The tools of MCP servers, as one that the model calls and the client answers.
 *
 * @example
 * const config = { tools: [mcpToTool(client)] }
 * const { text } = await gemini.models.generateContent({ model, contents: 'What is the weather?', config })
 * @throws GenAIError `invalid` when two servers have a tool of one name.
 */
export function mcpToTool(...given: readonly (McpClientLike | McpToolOptions)[]): CallableTool {
  const clients = given.filter(isClient)
  const { timeout, behavior } = given.find((one): one is McpToolOptions => !isClient(one)) ?? {}
  if (clients.length === 0) throw invalid('There is no MCP client in `mcpToTool()`.')
  let found: Promise<Found> | undefined

  const find = async (): Promise<Found> => {
    const all: Found = new Map()
    for (const client of clients) {
      let cursor: string | undefined
      do {
        const { tools, nextCursor } = await client.listTools(cursor === undefined ? {} : { cursor })
        for (const tool of tools) {
          if (all.has(tool.name)) throw invalid(`Two MCP servers have a tool named \`${tool.name}\`.`)
          all.set(tool.name, { tool, client })
        }
        cursor = nextCursor
      } while (cursor)
    }
    return all
  }
  const known = (): Promise<Found> => {
    found ??= find().catch((error: unknown) => {
      // The next reply asks again.
      found = undefined
      throw error
    })
    return found
  }
  return {
    tool: async () => ({
      functionDeclarations: [...(await known()).values()].map(
        ({ tool: { name, description, inputSchema, outputSchema } }) => ({
          name,
          ...(description && { description }),
          parametersJsonSchema: inputSchema,
          ...(outputSchema && { responseJsonSchema: outputSchema }),
          ...(behavior && { behavior }),
        }),
      ),
    }),
    callTool: async (calls) => {
      const tools = await known()
      const parts: GeminiPart[] = []
      for (const { id, name = '', args } of calls) {
        const client = tools.get(name)?.client
        if (!client) continue
        const input = { name, arguments: args ?? {} }
        const result = await (timeout ? client.callTool(input, undefined, { timeout }) : client.callTool(input))
        const response = result.isError ? { error: result } : result
        parts.push({ functionResponse: { ...(id && { id }), name, response } })
      }
      return parts
    },
  }
}
