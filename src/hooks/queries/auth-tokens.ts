import type { AuthToken, CreateAuthTokenConfig } from '../../client/gemini/auth-tokens.ts'
import { change, type ResourceMutation } from './change.ts'
import type { ClientWith } from './keys.ts'

/**
 * Ephemeral tokens, as options of TanStack Query. A token is a credential, so it is never a query: nothing that is cached,
 * persisted or hydrated has one in it.
 *
 * @example
 * const { mutateAsync } = useMutation(authTokenQueries.create(gemini))
 */
export const authTokenQueries = {
  create: (
    client: ClientWith<'authTokens'>,
  ): ResourceMutation<AuthToken, { config?: CreateAuthTokenConfig | undefined } | void> => ({
    ...change(client, 'authTokens', 'create', (params) => client.authTokens.create(params ?? {})),
    // Nor does it stay where mutations are remembered, once nobody looks at it.
    gcTime: 0,
  }),
}
