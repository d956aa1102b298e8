'use client'
import { type ComponentType, createContext } from 'react'
import type { Grounding } from '../model/citations.ts'
import type { CitationPlace } from './markdown/mark-citations.ts'
import type { CitationMarkProps } from './markdown/options.ts'

/** What a message rests on, and what draws that: few rest on anything, so widgets load it with the first that does. */
export interface Grounded {
  facts: Grounding
  /** Puts marks into a text. */
  mark: (text: string, places: readonly CitationPlace[]) => string
  Mark: ComponentType<CitationMarkProps>
  Sources: ComponentType<{ grounding: Grounding }>
}

/** What the message around a text rests on. */
export const GroundingContext = createContext<Grounded | undefined>(undefined)
