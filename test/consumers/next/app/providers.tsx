'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { GenAIProvider } from 'react-genai'
import { genkit } from './genkit'

/** One cache for each visit: on the server, people must not share theirs. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      <GenAIProvider client={genkit}>{children}</GenAIProvider>
    </QueryClientProvider>
  )
}
