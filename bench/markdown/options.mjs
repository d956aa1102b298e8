/** The options of `run.mjs`, as it describes them. */
import { parseArgs } from 'node:util'

function whole(name, value, least) {
  const number = Number(value)
  if (Number.isInteger(number) && number >= least) return number
  throw new Error(`--${name} ${value}: a whole number from ${least}, please.`)
}

const list = (name, value, least) =>
  value
    .split(',')
    .map((one) => whole(name, one, least))
    .sort((a, b) => a - b)

export function readOptions() {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '10,50,200' },
      paces: { type: 'string', default: '0,5,20' },
      runs: { type: 'string', default: '3' },
      only: { type: 'string' },
      earlier: { type: 'string', default: '200' },
      json: { type: 'string' },
    },
  })
  return {
    sizes: list('sizes', values.sizes, 1),
    paces: list('paces', values.paces, 0),
    rounds: whole('runs', values.runs, 1),
    earlier: whole('earlier', values.earlier, 0),
    only: values.only?.split(','),
    json: values.json,
  }
}
