/** Streams that the server keeps: connections that break, readers that come back, servers that have forgotten. */
import { alike, partial, pause, shown, textVerdict } from './sides.mjs'

const wholeOf = (n) => Array.from({ length: n }, (_, at) => `word${at} 👋🏽 `).join('')
/** In the headers' wake, within a frame, within a character, between frames, and within the result. */
const CUTS = [0, 41, 61, 200, 417]
const N = 12

const ended = (text, whole, error, cuts) => {
  const verdict = textVerdict(text, whole) + (cuts === undefined ? '' : ` after ${cuts} ${cuts === 1 ? 'cut' : 'cuts'}`)
  if (error) return `${verdict}; ${shown(error)}`
  return text === whole ? `survived: ${verdict}` : verdict
}

/** Cuts at five places, and what the client does about it by itself. */
const cut = (name, path) =>
  alike(name, { lab: 'cjs', wire: CUTS }, async (side, url, server) => {
    const { text, error } = await side.read(url + path, { n: N })
    return ended(text, wholeOf(N), error, await server.cutsMade())
  })

/** A page that is opened while the reply is written elsewhere; it begins with nothing. */
const takenUp = alike('durable stream taken up by its id in another tab', { lab: 'cjs' }, async (side, url) => {
  const first = await side.read(`${url}/durable`, { n: N }, { onChunk: ({ chunks }) => chunks < 3 })
  const { text, error } = await side.read(`${url}/durable`, undefined, { streamId: first.streamId })
  return ended(text, wholeOf(N), error)
})

/** The app does the work, as carefully as can be asked: it begins the text anew with each replay. */
const byHand = alike(
  'durable stream cut at five places, taken up by code of the app',
  { lab: 'cjs', wire: CUTS },
  async (side, url, server) => {
    let last = await side.read(`${url}/durable`, { n: N }, { client: { reconnectTimeout: 0 } })
    const { streamId } = last
    for (let tries = 0; last.error && tries < 8; tries++) {
      await pause(50)
      last = await side.read(`${url}/durable`, undefined, { streamId, client: { reconnectTimeout: 0 } })
    }
    return ended(last.text, wholeOf(N), last.error, await server.cutsMade())
  },
)

/** The server's memory is all that it keeps: it cannot go on, and whoever reads must be told. */
const restarted = alike(
  'durable stream, server restarted (in-memory)',
  { lab: 'cjs', fresh: true },
  async (side, url, server) => {
    const onChunk = ({ chunks }) => (chunks === 5 ? server.crash() : undefined)
    const { text, error, streamId } = await side.read(`${url}/durable`, { n: 30, ms: 50 }, { onChunk })
    await server.back()
    const again = await side.read(`${url}/durable`, undefined, { streamId })
    const facts = `${textVerdict(text, wholeOf(30))}, ${shown(error)}, ${partial(error, text)}; taken up by hand: ${shown(again.error)}`
    // Nobody can bring back what the server has forgotten; but a program must be able to tell.
    const isSaid = error?.response?.text === text && again.error?.status === 'NOT_FOUND'
    return isSaid ? `survived: ${facts}` : facts
  },
)

/** Whose fault a death is: an unknown id kills a server that was built as ES modules. */
async function deathsOf(side, url, server, breakIt) {
  const onChunk = ({ chunks }) => (chunks === 5 ? breakIt() : undefined)
  const { text, error } = await side.read(`${url}/durable`, { n: 30, ms: 50 }, { onChunk })
  await pause(1500)
  const [deaths, ids] = [await server.deaths(), await server.idsSent()]
  return `server killed ${deaths} ×, id sent ${ids} × by itself, ${textVerdict(text, wholeOf(30))}, ${shown(error)}`
}

export const durableScenarios = [
  cut('durable stream cut at five places, Express', '/durable'),
  cut('durable stream cut at five places, Next', '/next/durable'),
  byHand,
  takenUp,
  restarted,
  alike(
    'durable stream, server restarted, ES modules (an unknown id kills it)',
    { lab: 'esm', fresh: true, wire: [] },
    (side, url, server) => deathsOf(side, url, server, () => server.crash()),
  ),
  alike(
    'durable stream, new version deployed behind one address, ES modules',
    { lab: 'esm', fresh: true, wire: [], deploy: true },
    (side, url, server) => deathsOf(side, url, server, () => server.deploy()),
  ),
]
