'use client'
import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query'
import { createContext, useContext, useState, type ReactNode } from 'react'
import type { Backend } from '../client/backend.ts'
import type { GenkitClient } from '../client/genkit-client.ts'
import { GenAIError } from '../model/errors.ts'

interface GenAIContextValue {
  backend?: Backend<never> | undefined
  client?: GenkitClient | undefined
}

const GenAIContext = createContext<GenAIContextValue>({})

export interface GenAIProviderProps extends GenAIContextValue {
  /** TanStack Query's client. Default: the one of a `QueryClientProvider` above, else one of our own. */
  queryClient?: QueryClient | undefined
  children?: ReactNode
}

/**
 * Gives hooks and widgets below it their backend and client. A nested provider replaces only what it names.
 *
 * @example
 * <GenAIProvider client={genkit} backend={genkit.flow('chat')}>
 *   <Ask />
 * </GenAIProvider>
 */
export function GenAIProvider({ backend, client, queryClient, children }: GenAIProviderProps): ReactNode {
  const above = useContext(GenAIContext)
  const queryClientAbove = useContext(QueryClientContext)
  const [own] = useState(() => new QueryClient())
  const value = { backend: backend ?? above.backend, client: client ?? above.client }
  return (
    <QueryClientProvider client={queryClient ?? queryClientAbove ?? own}>
      <GenAIContext.Provider value={value}>{children}</GenAIContext.Provider>
    </QueryClientProvider>
  )
}

/** The backend given, else the provider's. @throws GenAIError `invalid` when there is neither. */
export function useBackend<I, O, S>(own?: Backend<I, O, S>): Backend<I, O, S> {
  const { backend } = useContext(GenAIContext)
  const found = own ?? backend
  if (!found) {
    throw new GenAIError(
      'invalid',
      'No backend found. The hook has nowhere to send its request. Wrap the tree in <GenAIProvider backend={…}>, or pass one.',
    )
  }
  // The provider cannot know what a distant hook asks for: whoever names the types answers for them.
  return found as Backend<I, O, S>
}

/** The provider's client. @throws GenAIError `invalid` when there is none. */
export function useClient(): GenkitClient {
  const { client } = useContext(GenAIContext)
  if (!client) {
    throw new GenAIError('invalid', 'No client found. Wrap the tree in <GenAIProvider client={createGenkitClient(…)}>.')
  }
  return client
}
