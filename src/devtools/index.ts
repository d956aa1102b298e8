export type { Recording } from '../testing/index.ts'
