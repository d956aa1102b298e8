/** Whether a client has survived a fault, by one rule for all of them, and in how many words. */
import { wordsOf } from './faults.mjs'

/**
 * @typedef {object} Outcome What the process of a client has said; or the runner, of one that has said nothing.
 * @property {'done' | 'error' | 'hangs' | 'waits' | 'dies'} end
 * @property {number} shown Words that were there at the end.
 * @property {boolean} [isRight] Nothing else was.
 * @property {number} [cpu] Percent, of one that hangs.
 * @property {ReturnType<typeof import('./measure.mjs').describe>} [error]
 * @property {number} [ms]
 * @property {number} [afterStop] Milliseconds that it went on for.
 * @property {number} [shownAtStop]
 * @property {number} [unhandled]
 */

/** Milliseconds. The shortest pause before another try is twice as long. */
const STOP_LIMIT = 250

/** What is wrong with the requests that the server has seen, if anything. */
function requestFault({ requests: [least, most], gap, id }, times) {
  if (id === 'port-closed') return undefined
  const n = times.length
  if (n < least || n > most) return `${n} ${n === 1 ? 'request' : 'requests'}`
  if (gap && times[1] - times[0] < gap) return 'asks again too soon'
  return undefined
}

/** An error in a few words: whether a program can read what has happened. */
function typeOf({ status }, error) {
  if (status !== undefined && error.status === status) return 'typed'
  if (error.kind === undefined) return 'untyped'
  return status === undefined ? 'typed' : 'status lost'
}

const ENDS = {
  // Two that hang share what there is, so the figure says little more than that it is one.
  hangs: ({ cpu }) => (cpu > 30 ? 'hangs (CPU busy)' : 'hangs'),
  waits: () => 'waits for ever',
  dies: ({ error }) => `the process ends: ${error.message}`,
}

/**
 * @param {import('./faults.mjs').Fault} fault
 * @param {Outcome} outcome
 * @param {import('./server.mjs').Seen} seen
 */
export function judge(fault, outcome, seen) {
  const all = wordsOf(fault).length * (fault.streams ?? 1)
  // What was not sent, because the client never got as far or has hung up before, is not lost.
  const sent = Math.round(seen.said * fault.sent * (fault.streams ?? 1))
  const { end, shown, isRight = true, error, ms = 0, unhandled } = outcome
  const lost = Math.max(0, (fault.stop ? (outcome.shownAtStop ?? 0) : sent) - shown)
  const loss = `${lost}${lost > 0 ? ` of ${fault.stop ? outcome.shownAtStop : sent}` : ''} lost`
  const asked = requestFault(fault, seen.times)
  const isLate = ms > fault.limit
  const isWhole = end === 'done' && isRight && shown === all
  const isKept = isRight && lost === 0
  const type = error && end === 'error' ? typeOf(fault, error) : undefined

  const stopped = []
  if (fault.stop && outcome.afterStop > STOP_LIMIT) stopped.push(`goes on for ${outcome.afterStop} ms`)
  if (fault.stop === 'middle' && seen.closes === 0) stopped.push('connection left open')

  const isOn = !asked && !isLate
  const survives = {
    whole: () => isWhole,
    error: () => isKept && type === 'typed',
    either: () => isWhole || (isKept && type === 'typed'),
    // Who has stopped it needs to be told nothing; what failed before that is told as ever.
    stop: () => isKept && stopped.length === 0 && (end === 'done' || type === 'typed'),
  }
  const isEnded = end === 'done' || end === 'error'
  const survived = isEnded && isOn && survives[fault.ends]()
  const noticed =
    survived || (isEnded && isOn && isKept && type !== undefined && fault.ends !== 'whole' && stopped.length === 0)

  let said
  if (ENDS[end]) said = ENDS[end](outcome) + (lost > 0 ? `, ${loss}` : '')
  else if (fault.ends === 'stop' && end === 'done') said = `stops, ${loss}`
  else if (isWhole) said = 'whole'
  else if (end === 'done') said = `says done with ${shown} of ${all} words`
  else said = `${fault.ends === 'stop' && /abort/i.test(`${error.kind} ${error.name}`) ? 'stops' : type}, ${loss}`
  const cell = [
    said,
    !isRight && 'wrong text',
    ...stopped,
    asked,
    error?.size > 2_000 && `message of ${error.size.toLocaleString('en')} characters`,
    isLate && `after ${(ms / 1000).toFixed(1)} s`,
    unhandled > 0 && 'raises an unhandledRejection',
  ]
    .filter(Boolean)
    .join(', ')
  return { survived, noticed, lost, hung: end === 'hangs' || end === 'waits', cell }
}
