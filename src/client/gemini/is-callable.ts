import type { CallableTool, GeminiTool } from '../../wire/gemini-request.ts'

/** A tool that answers for itself. */
export const isCallable = (tool: GeminiTool | CallableTool): tool is CallableTool => 'callTool' in tool
