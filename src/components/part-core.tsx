'use client'
import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { Part, ToolRequestPart, ToolResponsePart } from '../model/data.ts'
import { isObject } from './internal/is-object.ts'
import { isPart, partKind } from '../model/part.ts'
import { type PartComponents, type ToolAnswer, ToolAnswerContext, useParts } from './parts-context.tsx'

/**
 * The component for each kind, unless the app has said otherwise. `PartView` and `MessageView` give all of them; widgets
 * give those of rare kinds when they have been loaded.
 */
export const PartSetContext = createContext<PartComponents>({})

/** Format instructions and retrieved documents, which the server puts between a person's words. */
const isForModel = ({ metadata }: Part): boolean =>
  metadata?.['purpose'] === 'output' || metadata?.['purpose'] === 'context'

export interface PartViewProps {
  part: Part
  /** The answer to a tool request, shown with it. */
  response?: ToolResponsePart | undefined
  /** The part is still being written. */
  streaming?: boolean | undefined
  /** Text as it was written, without forms: what a person has typed. */
  plain?: boolean | undefined
  /** Where a text begins in the text of its message, for citations. */
  offset?: number | undefined
}

/**
 * Any part, by the component for its kind. Parts that the server put there for the model (`metadata.purpose`: format
 * instructions, retrieved documents) and kinds of a later version show nothing.
 */
export function PartCore({ part, response, streaming, ...text }: PartViewProps): ReactNode {
  const defaults = useContext(PartSetContext)
  const { parts, tools } = useParts()
  const answerOf = useContext(ToolAnswerContext)
  // A part is whatever a server sent.
  const kind = isObject(part) ? partKind(part) : undefined
  if (kind === undefined || isForModel(part)) return null
  // What should be a text and is none must not break the message around it.
  if (isPart(part, 'text') && typeof part.text !== 'string') return null
  if (isPart(part, 'reasoning') && typeof part.reasoning !== 'string') return null
  let answer: ToolAnswer | undefined
  if (isPart(part, 'toolRequest')) {
    answer = answerOf(part)
    const { name } = part.toolRequest
    // Own names only: a tool called `constructor` must not find what every object inherits.
    const Tool = tools && Object.hasOwn(tools, name) ? tools[name] : undefined
    if (Tool) return <Tool part={part} response={response} streaming={streaming} answer={answer} />
  }
  const content = (isPart(part, 'toolResponse') ? part : response)?.toolResponse.content
  // The map's entry for a kind takes the parts of that kind, which TypeScript cannot follow through a union.
  const Component = (parts?.[kind] ?? defaults[kind]) as
    | ComponentType<PartViewProps & { children?: ReactNode }>
    | undefined
  if (!Component) return null
  return (
    <Component
      part={part}
      streaming={streaming}
      {...(response && { response })}
      {...(answer && { answer })}
      {...(kind === 'text' && text)}
    >
      {content && <PartCoreList content={content} />}
    </Component>
  )
}

export interface PartListProps {
  content: readonly Part[]
  /** Which response answers which request. */
  responses?: ReadonlyMap<ToolRequestPart, ToolResponsePart> | undefined
  /** The last part is still being written. */
  streaming?: boolean | undefined
  /** Texts as they were written, without forms. */
  plain?: boolean | undefined
}

/** Parts in their order. The place is the key: parts only ever grow at the end, and `ref` may be missing or repeated. */
export function PartCoreList({ content, responses, streaming = false, plain }: PartListProps): ReactNode {
  const last = content.length - 1
  let offset = 0
  return content.map((part, index) => {
    const at = offset
    if (isPart(part, 'text')) offset += part.text.length
    return (
      <PartCore
        key={index}
        part={part}
        response={isPart(part, 'toolRequest') ? responses?.get(part) : undefined}
        streaming={streaming && (index === last || isPart(part, 'toolRequest'))}
        plain={plain}
        offset={at}
      />
    )
  })
}
