/** The figures of all runs as markdown tables: medians, beside the floor. */
import { beside, fixed, ms, NONE, table, told } from '../format.mjs'
import { median } from '../results.mjs'
import { FLOOR, OURS } from './contestants.mjs'

/** What is asked of the runs here: the median of one figure in one scene, or NaN where nobody ran. */
const ask =
  ({ results, settings }) =>
  (figure, name, { kb, pace = settings.usualPace, earlier = 0, counting = false }) => {
    const found = results
      .filter(
        (run) =>
          run.name === name &&
          run.kb === kb &&
          run.pace === pace &&
          run.earlier === earlier &&
          run.counting === counting,
      )
      .map((run) => run[figure])
    return found.length > 0 ? median(found) : Number.NaN
  }
const namesOf = ({ results }) => [...new Set(results.map(({ name }) => name))]
const sizesOf = ({ settings }) =>
  [...new Set(settings.scenes.filter(({ earlier }) => earlier === 0).map(({ kb }) => kb))].sort((a, b) => a - b)
const titled = ({ contestants }, name) => {
  const { title = name } = contestants.find((contestant) => contestant.name === name) ?? {}
  return name === OURS ? `**${title}**` : title
}

export const introduction = (settings) =>
  [
    `${told(settings)}.`,
    `Main-thread CPU from sending to the final DOM, and × the page \`${FLOOR}\`; medians of ${settings.rounds}, of what takes a minute one run.\n`,
  ].join('\n')

/** The power of the size that the cost grows with, between the last two sizes. */
function exponent(measured, name) {
  const of = ask(measured)
  const [smaller, larger] = sizesOf(measured).slice(-2)
  return Math.log(of('cpu', name, { kb: larger }) / of('cpu', name, { kb: smaller })) / Math.log(larger / smaller)
}

/** One row a contestant: what decides. */
export function overview(measured) {
  const { usual, counted } = measured.settings
  const of = ask(measured)
  const sizes = sizesOf(measured)
  const largest = sizes.at(-1)
  const thread = measured.settings.scenes.find(({ earlier }) => earlier > 0)
  const head = [
    'page',
    ...sizes.map((kb) => `${kb} kB`),
    ...(sizes.length > 1 ? ['growth'] : []),
    `${usual} kB at once`,
    ...(thread ? [`${thread.kb} kB under ${thread.earlier} messages`] : []),
    'first words',
    `tasks over 50 ms in ${largest} kB`,
    `heap after ${usual} kB`,
  ]
  const rows = namesOf(measured).map((name) => {
    const cpu = (scene) => beside(of('cpu', name, scene), of('cpu', FLOOR, scene))
    const tasks = of('longTasks', name, { kb: largest })
    return [
      titled(measured, name),
      ...sizes.map((kb) => cpu({ kb })),
      ...(sizes.length > 1 ? [fixed(exponent(measured, name), 2)] : []),
      cpu({ kb: usual, pace: 0 }),
      ...(thread ? [cpu(thread)] : []),
      ms(of('firstWords', name, { kb: counted })),
      tasks > 0 ? `${tasks}, up to ${ms(of('longest', name, { kb: largest }))}` : Number.isNaN(tasks) ? NONE : '0',
      fixed(of('heap', name, { kb: usual }), 1, ' MB'),
    ]
  })
  return { growth: exponent(measured, OURS), text: table(head, rows) }
}

/** Each pace by itself, with where the time went. */
function byPace(measured, pace) {
  const of = ask(measured)
  const figures = ['script', 'layout', 'style']
  const sizes = sizesOf(measured)
  const title = pace === 0 ? 'as fast as possible' : `every ${pace} ms`
  const head = [title, ...sizes.flatMap((kb) => [`${kb} kB`, 'script / layout / style', 'longest task'])]
  const rows = namesOf(measured).map((name) => [
    titled(measured, name),
    ...sizes.flatMap((kb) => [
      beside(of('cpu', name, { kb, pace }), of('cpu', FLOOR, { kb, pace })),
      figures.map((figure) => ms(of(figure, name, { kb, pace }))).join(' / '),
      ms(of('longest', name, { kb, pace })),
    ]),
  ])
  return table(head, rows)
}

/** How often what is on screen was made anew. */
function commits(measured) {
  const { counted } = measured.settings
  const of = ask(measured)
  const count = (figure, name) => of(figure, name, { kb: counted, counting: true })
  const head = [`${counted} kB`, 'commits', 'commits a frame', 'frames a second']
  const rows = namesOf(measured).map((name) => [
    titled(measured, name),
    fixed(count('commits', name)),
    fixed(count('commits', name) / count('frames', name), 2),
    fixed(count('frames', name) / count('seconds', name)),
  ])
  return table(head, rows)
}

export function all(measured) {
  const paces = [...new Set(measured.settings.scenes.map(({ pace }) => pace))]
  return [overview(measured).text, ...paces.map((pace) => byPace(measured, pace)), commits(measured)]
}

/** For the chart: one bar a page, of the size that all of them have been given. */
export function bars(measured) {
  const of = ask(measured)
  return namesOf(measured)
    .map((name) => ({
      name: titled(measured, name).replaceAll('*', ''),
      value: of('cpu', name, { kb: measured.settings.usual }),
      isOurs: name === OURS,
    }))
    .filter(({ value }) => Number.isFinite(value))
}
