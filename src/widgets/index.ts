export { Ask, type AskProps } from './ask.tsx'
