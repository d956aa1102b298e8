/**
 * What each recorded reply is, as protocols/genkit.md (sections 5 to 8) has it. By trace; what a row does not name is not
 * there: no text, no tool, no session.
 */
import { expect } from 'vitest'
import { agents } from './trace-agent-expectations.ts'
import { blocked, type Seen, stop, USAGE } from './trace-seen.ts'

const hello: Seen = { ...stop('Hello wörld 👋🏽', 'Hel', 'lo ', 'wörld 👋🏽'), usage: USAGE }
/** The callable server and Next answer to the same flow. */
const partial = stop('partial', 'par')
const pause: Seen = { finishReason: 'interrupted', finishMessage: 'One or more tool calls resulted in interrupts.' }

const askUser = {
  toolRequest: { name: 'askUser', ref: 'i1', input: { question: 'Transfer 5?' } },
  metadata: { interrupt: { ui: 'dialog', q: 'Transfer 5?' } },
}
/** It has run, and its answer waits beside the question. */
const getWeather = {
  toolRequest: { name: 'getWeather', ref: 't2', input: { city: 'Rome' } },
  metadata: { pendingOutput: { tempC: 4 } },
}
const wire = {
  toolRequest: { name: 'wire', ref: 'w1', input: { amount: 500 } },
  metadata: { interrupt: { message: 'confirm 500' } },
}
