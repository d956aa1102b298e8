export { french } from './french.ts'
export { german } from './german.ts'
