import { expect, test, vi } from 'vitest'
import { mcpToTool, type McpClientLike } from 'react-genai/client'
import type { TransportRequest } from 'react-genai/testing'
import { says, scripted } from './scripted.ts'

const inputSchema = { type: 'object', properties: { city: { type: 'string' } } }
function server(
  pages: string[][],
  answer: (name: string) => object = () => ({ content: [{ type: 'text', text: 'sunny' }] }),
) {
  const client = {
    listTools: vi.fn(({ cursor = '0' }: { cursor?: string } = {}) => {
      const at = Number(cursor)
      return Promise.resolve({
        tools: (pages[at] ?? []).map((name) => ({ name, description: `Tool ${name}`, inputSchema })),
        ...(at + 1 < pages.length && { nextCursor: String(at + 1) }),
      })
    }),
    callTool: vi.fn(({ name }: { name: string }) => Promise.resolve({ ...answer(name) })),
  } satisfies McpClientLike
  return client
}

test('tools of MCP servers are told to the model, called, and answered', async () => {
  const [weather, shop] = [server([['weather'], ['tides']]), server([['buy']], () => ({ isError: true, content: [] }))]
  const calls = ['tides', 'buy'].map((name) => ({ functionCall: { id: `call-${name}`, name, args: { city: 'Oslo' } } }))
  const { gemini, asked } = scripted((request, count) =>
    request.json(
      count === 0 ? { candidates: [{ content: { role: 'model', parts: calls }, finishReason: 'STOP' }] } : says('done'),
    ),
  )
  const tools = [mcpToTool(weather, shop, { timeout: 50 })]
  expect((await gemini.models.generateContent({ model: 'm', contents: 'x', config: { tools } })).text).toBe('done')
  expect(((asked[0] as TransportRequest).body as { tools: unknown }).tools).toEqual([
    {
      functionDeclarations: ['weather', 'tides', 'buy'].map((name) => ({
        name,
        description: `Tool ${name}`,
        parametersJsonSchema: inputSchema,
      })),
    },
  ])
  expect(weather.callTool.mock.calls).toEqual([
    [{ name: 'tides', arguments: { city: 'Oslo' } }, undefined, { timeout: 50 }],
  ])
  expect(((asked[1] as TransportRequest).body as { contents: unknown[] }).contents.at(-1)).toEqual({
    role: 'user',
    parts: [
      {
        functionResponse: { id: 'call-tides', name: 'tides', response: { content: [{ type: 'text', text: 'sunny' }] } },
      },
      { functionResponse: { id: 'call-buy', name: 'buy', response: { error: { isError: true, content: [] } } } },
    ],
  })
  // What there is is asked once, however often the model is.
  expect(weather.listTools).toHaveBeenCalledTimes(2)
})

test('two tools of one name cannot be told apart', async () => {
  const tool = mcpToTool(server([['a']]), server([['a']]))
  await expect(tool.tool()).rejects.toThrow(/Two MCP servers have a tool named `a`/)
  expect(() => mcpToTool()).toThrow(/There is no MCP client/)
})

test('a server that could not be asked is asked again', async () => {
  const client = server([['a']])
  client.listTools.mockRejectedValueOnce(new Error('not there yet'))
  const tool = mcpToTool(client)
  await expect(tool.tool()).rejects.toThrow('not there yet')
  expect(await tool.tool()).toMatchObject({ functionDeclarations: [{ name: 'a' }] })
})
