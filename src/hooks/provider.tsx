'use client'
import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query'
import { useContext, useState, type ReactNode } from 'react'
import { GenAIContext, type GenAIContextValue } from './context.ts'

/** Props of `GenAIProvider`. */
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
export function GenAIProvider({ backend, client, gemini, queryClient, children }: GenAIProviderProps): ReactNode {
  const above = useContext(GenAIContext)
  const queryClientAbove = useContext(QueryClientContext)
  const [own] = useState(() => new QueryClient())
  const value = { backend: backend ?? above.backend, client: client ?? above.client, gemini: gemini ?? above.gemini }
  return (
    <QueryClientProvider client={queryClient ?? queryClientAbove ?? own}>
      <GenAIContext.Provider value={value}>{children}</GenAIContext.Provider>
    </QueryClientProvider>
  )
}
