import type { StreamState } from './flow.ts'

/** For what is asked of a flow, and shown to nobody while it is under way. */
export const noState = (): StreamState => ({
  streamId: undefined,
  isReconnecting: undefined,
  retrying: undefined,
  onNews: undefined,
})
