import type { LiveConnectParameters } from '../../client/gemini/live.ts'
import type { LiveMusic, LiveMusicSession } from '../../client/gemini/live-music.ts'
import type { LiveSession } from '../../client/gemini/live-session.ts'
import { change, type ResourceMutation } from './change.ts'
import type { ClientWith } from './keys.ts'

/**
 * Live sessions, as options of TanStack Query: a mutation that opens one and gives it. Whoever has it closes it. `useLive`
 * does so by itself, and hears and speaks.
 *
 * @example
 * const { mutateAsync: connect } = useMutation(liveQueries.connect(gemini))
 */
export const liveQueries = {
  connect: (client: ClientWith<'live'>): ResourceMutation<LiveSession, LiveConnectParameters> => ({
    ...change(client, 'live', 'connect', (params) => client.live.connect(params)),
    gcTime: 0,
  }),
  /** Music that goes on, and is steered while it plays. */
  connectMusic: (
    client: ClientWith<'live'>,
  ): ResourceMutation<LiveMusicSession, Parameters<LiveMusic['connect']>[0]> => ({
    ...change(client, 'live', 'connectMusic', (params) => client.live.music.connect(params)),
    gcTime: 0,
  }),
}
