/** For Cloudflare’s workers, which answer requests. */
import { ask } from './ask.mjs'

export default {
  async fetch(request) {
    return Response.json(await ask(new URL(request.url).searchParams.get('origin')))
  },
}
