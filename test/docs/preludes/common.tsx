/** What pages speak of as known: the libraries that an app of this kind has, and clients as the quick start makes them. */
import { QueryClient } from '@tanstack/react-query'
import { createGeminiClient, createGenkitClient } from 'react-genai'
import { mockGemini } from 'react-genai/testing'

export { useInfiniteQuery, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
export { act, render, screen } from '@testing-library/react'
export { useState } from 'react'
export { createRoot } from 'react-dom/client'
export { expect, test, vi } from 'vitest'
export { z } from 'zod'

export const genkit = createGenkitClient({ baseUrl: '/api' })
export const gemini = createGeminiClient(mockGemini().options)
export const queryClient = new QueryClient()
