/** All that only happens when something goes wrong. Loaded beside the first request: when that fails, it may be too late. */
export { foreignBody } from './answered-failures.ts'
export { requestFailure, truncated } from './failures.ts'
export { frameFailure, geminiFailure } from './gemini/gemini-failures.ts'
export { flowFailure } from './refusals.ts'
export { nextTry } from './retry.ts'
