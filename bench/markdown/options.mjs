/** The options of `run.mjs`, as it describes them. */
import { parseArgs } from 'node:util'

function whole(name, value, least) {
  const number = Number(value)
  if (Number.isInteger(number) && number >= least) return number
  throw new Error(`--${name} ${value}: a whole number from ${least}, please.`)
}

export function readOptions() {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '10,50,200' },
      runs: { type: 'string', default: '5' },
      only: { type: 'string' },
      pace: { type: 'string', default: '5' },
      burst: { type: 'string', default: '1' },
      earlier: { type: 'string', default: '200' },
      json: { type: 'string' },
    },
  })
  const sizes = values.sizes.split(',').map((size) => whole('sizes', size, 1))
  return {
    sizes: sizes.sort((a, b) => a - b),
    rounds: whole('runs', values.runs, 1),
    pace: whole('pace', values.pace, 1),
    burst: whole('burst', values.burst, 1),
    earlier: whole('earlier', values.earlier, 0),
    only: values.only?.split(','),
    json: values.json,
  }
}
