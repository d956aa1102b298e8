/** For workers of a page, which get messages. */
import { ask } from './ask.mjs'

globalThis.addEventListener('message', ({ data }) => void ask(data).then((result) => globalThis.postMessage(result)))
