/** Every block without a screen is run, in Node: what it awaits must come, and what it says must come of it. */
import { Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fences, root } from './fences.ts'
import { fakeNetwork, type Network } from './network.ts'
import { EXPECTED } from './expectations.ts'

type Load = () => Promise<Record<string, unknown>>
const folder = '../../.docs/'
const named = (blocks: Record<string, Load>): [name: string, load: Load][] =>
  Object.entries(blocks).map(([path, load]) => [
    path
      .slice(folder.length)
      .replace(/^[\w-]+\//, '')
      .replace(/\/(\d+)\.tsx?$/, ':$1'),
    load,
  ])

const blocks = fences()
const codeAt = (name: string): string => blocks.find(({ doc, line }) => `${doc}:${line}` === name)?.code ?? ''

test('what is expected is expected of one block each', () => {
  const codes = (doc: string) => blocks.filter((block) => block.doc === doc).map(({ code }) => code)
  const counts = EXPECTED.map(({ doc, word }) => codes(doc).filter((code) => code.includes(word)).length)
  expect(counts).toEqual(EXPECTED.map(() => 1))
})

const servers: Server[] = []
let network: Network
beforeEach(() => {
  network = fakeNetwork()
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  // Any port that is free: not the one that the page names.
  const listen = Object.getOwnPropertyDescriptor(Server.prototype, 'listen')?.value as Server['listen']
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    servers.push(this)
    return Reflect.apply(listen, this, [0, '127.0.0.1']) as Server
  })
})
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

// Genkit takes its time to be loaded.
vi.setConfig({ testTimeout: 30_000 })

// The reader’s project: what a block reads is there.
process.chdir(`${root}test/docs/app`)

test.each(named(import.meta.glob<Record<string, unknown>>('../../.docs/node/**/*')))('%s', async (name, load) => {
  const expected = EXPECTED.filter(({ doc, word }) => name.startsWith(`${doc}:`) && codeAt(name).includes(word))
  const ran = { network, servers }
  for (const { meanwhile } of expected) meanwhile?.(ran)
  const module = await load()
  for (const { after } of expected) await after(ran, module)
  expect(Object.keys(module)).toContain('staged')
})

// What defines tests is a test itself.
describe.each(named(import.meta.glob<Record<string, unknown>>('../../.docs/node-tests/**/*')))(
  '%s',
  async (_, load) => void (await load()),
)
