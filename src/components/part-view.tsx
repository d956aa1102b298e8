'use client'
import type { ReactNode } from 'react'
import {
  PartCore,
  PartCoreList,
  type PartListProps,
  type PartSet,
  PartSetContext,
  type PartViewProps,
} from './part-core.tsx'
import { ReasoningPart } from './reasoning-part.tsx'
import { richParts } from './rich-parts.ts'
import { TextPart } from './text-part.tsx'

export type { PartListProps, PartViewProps }

export const allParts: Required<PartSet> = { text: TextPart, reasoning: ReasoningPart, ...richParts }

/**
 * Any part, by the component for its kind. Parts that the server put there for the model (`metadata.purpose`: format
 * instructions, retrieved documents) and kinds of a later version show nothing.
 */
export function PartView(props: PartViewProps): ReactNode {
  return (
    <PartSetContext.Provider value={allParts}>
      <PartCore {...props} />
    </PartSetContext.Provider>
  )
}

/** Parts in their order. */
export function PartList(props: PartListProps): ReactNode {
  return (
    <PartSetContext.Provider value={allParts}>
      <PartCoreList {...props} />
    </PartSetContext.Provider>
  )
}
