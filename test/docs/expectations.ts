export const NODE_CHECKS: Record<string, (told: { module: Record<string, unknown>; network: unknown; servers: unknown }) => unknown> = {}
