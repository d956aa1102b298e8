/** All that only happens when something goes wrong. Loaded beside the first request: when that fails, it may be too late. */
export { foreignBody } from './answered-failures.ts'
export { truncated } from './failures.ts'
export { frameFailure, geminiFailure } from './gemini/gemini-failures.ts'
export { flowFailure } from './refusals.ts'
export { watch } from './page-life.ts'
export { requestFailure } from './request-failure.ts'
export { nextTry } from './retry.ts'
