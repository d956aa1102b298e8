export { GenAIDevtools, RenderProbe } from './gen-ai-devtools.ts'
export type { GenAIDevtoolsProps, RenderProbeProps } from './devtools.tsx'
