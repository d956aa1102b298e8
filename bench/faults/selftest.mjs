/** Whether the judge can tell good from bad: clients of which is known how they do. */
/** Of each sort of ending one, for clients that would take long or do the same everywhere. */
const FEW = new Set(['ok', 'reset-middle', 'cut-between', 'status-404', 'first-503', 'no-blank-line'])

/** Who must survive what, and how a failure must be called. */
const plans = [
  { id: 'perfect', among: () => true, survives: true },
  // Without a word there is none to forget, and who was stopped may say that all is well.
  {
    id: 'forgetful',
    among: ({ id, sent, stop }) => sent > 0 && !stop && id !== 'many-events',
    cell: /^says done with|wrong text/,
  },
  { id: 'mute', among: ({ ends }) => ends !== 'stop', cell: /^untyped/ },
  { id: 'eager', among: ({ requests: [least], streams, stop }) => least > 0 && !streams && !stop, cell: /\d requests/ },
  { id: 'waiting', among: ({ id }) => FEW.has(id), cell: /^waits for ever/ },
  { id: 'spinning', among: ({ id }) => FEW.has(id), cell: /^hangs/ },
]

export async function selftest({ check, inLanes }, chosen) {
  let wrong = 0
  for (const { id, among, survives = false, cell } of plans) {
    const some = chosen.filter(among)
    const results = await inLanes(some.map((fault) => () => check(id, fault, 'genkit')))
    const bad = results.filter((one) => one.survived !== survives || (cell && !cell.test(one.cell)))
    wrong += bad.length
    console.log(`${bad.length === 0 ? 'ok' : 'WRONG'}  ${id}: ${survives ? 'survives' : 'fails'} ${some.length} checks`)
    for (const one of bad) console.log(`       ${one.fault}: ${one.survived ? 'survived' : 'failed'}, "${one.cell}"`)
  }
  if (wrong === 0) return
  console.error(`The judge is wrong ${wrong} times. Nothing that it says can be believed.`)
  process.exitCode = 1
}
