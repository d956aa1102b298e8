'use client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { generateOptions } from 'react-genai'
import { menu } from './genkit'

/** What the server has asked for, as a `GenerateResponse` again. */
export function Today() {
  const { data } = useSuspenseQuery(generateOptions(menu, 'today'))
  return <p aria-label="Today">{data.text}</p>
}
