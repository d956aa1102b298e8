/** Every block without a screen is run, in Node: what it awaits must come, and what it says must come of it. */
import { Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { root } from './fences.ts'
import { fakeNetwork } from './network.ts'
import { NODE_CHECKS } from './expectations.ts'

type Load = () => Promise<Record<string, unknown>>
const folder = '../../.docs/'
const named = (blocks: Record<string, Load>): [name: string, load: Load][] =>
  Object.entries(blocks).map(([path, load]) => [
    path.slice(folder.length).replace(/^[\w-]+\//, '').replace(/\/(\d+)\.tsx?$/, ':$1'),
    load,
  ])

const servers: Server[] = []
let network: ReturnType<typeof fakeNetwork>
beforeEach(() => {
  network = fakeNetwork()
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  // Any port that is free: not the one that the page names.
  const listen = Object.getOwnPropertyDescriptor(Server.prototype, 'listen')?.value as Server['listen']
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    servers.push(this)
    return listen.call(this, 0, '127.0.0.1')
  })
})
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

// The reader’s project: what a block reads is there.
process.chdir(`${root}test/docs/app`)

test.each(named(import.meta.glob<Record<string, unknown>>('../../.docs/node/**/*')))('%s', async (name, load) => {
  const module = await load()
  const doc = name.replace(/:\d+$/, '')
  await NODE_CHECKS[doc]?.({ module, network, servers })
  expect(module).toBeDefined()
})

// What defines tests is a test itself.
for (const [name, load] of named(import.meta.glob<Record<string, unknown>>('../../.docs/node-tests/**/*')))
  describe(name, () => void load())
