/**
 * What there is to measure. `apart`: only by its name. `keeps`: whether the report has something of it. `needs`: a
 * folder to install first.
 */
export const SUITES = {
  reply: { file: 'markdown/run.mjs', about: 'a streamed markdown reply, three sizes, three paces' },
  chat: { file: 'chat/run.mjs', about: 'threads of 20 to 10,000 messages, and typing while a reply streams' },
  start: { file: 'start/run.mjs', about: 'a chat page on a phone, until it can be used' },
  sizes: { file: 'sizes.mjs', about: 'what a page weighs' },
  output: { file: 'structured-output.mjs', about: 'an object that fills in' },
  reading: { file: 'reading.mjs', about: 'many small events' },
  wire: { file: 'wire.mjs', about: 'the same bytes, cut in many ways' },
  load: { file: 'load/run.mjs', about: 'what a page bears', apart: true, keeps: false },
  faults: { file: 'faults/run.mjs', about: 'faults of a server, for each client', apart: true, keeps: false },
  genkit: {
    file: 'genkit/run.mjs',
    about: 'Genkit’s own client beside ours',
    apart: true,
    keeps: false,
    needs: 'test/genkit-servers',
  },
}
