/**
 * Clients of which is known how they do, to see whether the judge knows it too. They are told the fault. What they show is
 * counted in the bytes that they were really sent, so the server is tried as well.
 */
import { request as open } from 'node:http'
import { constants, createGunzip } from 'node:zlib'
import { wordsOf } from '../../test/faults/faults.mjs'

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** All the bytes of one answer, however it ends. */
function fetchBytes(url, { signal, headers, onText }) {
  return new Promise((resolve) => {
    const bytes = []
    const end = (answer = {}) => resolve({ ...answer, text: Buffer.concat(bytes).toString() })
    const request = open(url, { method: 'POST', agent: false, signal, headers }, (response) => {
      const { statusCode, headers: answered } = response
      const answer = { status: statusCode, location: answered.location }
      const body =
        answered['content-encoding'] === 'gzip' ? createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }) : response
      if (body !== response) response.pipe(body)
      body.on('data', (piece) => {
        bytes.push(piece)
        onText?.(Buffer.concat(bytes).toString())
      })
      body.on('error', () => end(answer))
      response.on('error', () => end(answer))
      body.on('close', () => end(answer))
    })
    request.on('error', () => end())
    request.setTimeout(1_500, () => request.destroy())
    request.end('{}')
  })
}

/** What stands in JSON, in the order in which a reply has it. */
function wordsIn(text, words) {
  // The result of a flow says everything again.
  const streamed = text.replaceAll(/data: \{"result".*/g, '')
  let at = 0
  let found = ''
  for (const word of words) {
    const next = streamed.indexOf(`"${word}"`, at)
    if (next < 0) break
    found += word
    at = next + word.length + 2
  }
  return found
}

class Failure extends Error {
  name = 'Failure'
  constructor(status) {
    super('As expected.')
    this.status = status
  }
}

/** Asks as often as it must, and no sooner. */
async function ask({ url, fault, signal, show }) {
  const words = wordsOf(fault)
  const least = fault.requests[0] / (fault.streams ?? 1)
  let target = `${url}/flow`
  let answer = { text: '' }
  for (let n = 0; n < Math.max(least, fault.id === 'port-closed' ? 1 : 0); n++) {
    if (n > 0) await pause(fault.gap ?? 20)
    const headers = fault.renews && n > 0 ? { authorization: 'Bearer new' } : {}
    const onText = fault.stop ? (text) => show(wordsIn(text, words)) : undefined
    answer = await fetchBytes(target, { signal, headers, onText })
    if (answer.location) target = new URL(answer.location, url).href
  }
  return wordsIn(answer.text, words)
}

const finish = ({ ends, status }) => {
  if (ends === 'error') throw new Failure(status)
}

const fake = (name, stream) => ({ name, wire: 'genkit', stream })

export const fakes = {
  perfect: fake('perfect', async (to) => {
    to.show(await ask(to))
    finish(to.fault)
  }),
  /** Forgets the last word, and says that all is well. */
  forgetful: fake('forgetful', async (to) => {
    const text = await ask(to)
    to.show(text.slice(0, text.trimEnd().lastIndexOf(' ') + 1))
  }),
  /** Shows everything, and throws what no program can read. */
  mute: fake('mute', async (to) => {
    to.show(await ask(to))
    throw new Error('Something went wrong.')
  }),
  /** Asks once more than it may. */
  eager: fake('eager', async (to) => {
    for (let n = 0; n <= to.fault.requests[1]; n++) to.show(await ask(to))
    finish(to.fault)
  }),
  waiting: fake('waiting', async (to) => {
    to.show(await ask(to))
    await pause(600_000)
  }),
  spinning: fake('spinning', async (to) => {
    to.show(await ask(to))
    for (;;);
  }),
}
