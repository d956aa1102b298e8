'use client'
import { type ComponentType, createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Part, ToolRequestPart, ToolResponsePart } from '../model/data.ts'
import { Contained } from './internal/contained.tsx'
import { isObject } from './internal/is-object.ts'
import { isPart, partKind } from '../model/part.ts'
import { type PartComponents, type ToolAnswer, ToolAnswerContext, useParts } from './parts-context.tsx'

/**
 * The component for each kind, unless the app has said otherwise. `PartView` and `MessageView` give all of them; widgets
 * give those of rare kinds when they have been loaded.
 */
export const PartSetContext = createContext<PartSet>({})

/** What draws parts. */
export interface PartSet extends PartComponents {
  /** Sees to it that a part is what its type says. Replies have been read when they came; what an app hands in has not. */
  read?: ((part: unknown) => Part | undefined) | undefined
}

const asItIs = (part: unknown): Part | undefined => part as Part | undefined

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

/** Any part, by the component for its kind. See `PartView`. */
export function PartCore(props: PartViewProps): ReactNode {
  const { part, response } = props
  return (
    // The answer to a tool is drawn by the same component, which may need it.
    <Contained on={response ?? part} words={part}>
      <PartBody {...props} />
    </Contained>
  )
}

function PartBody({ part: given, response: answered, streaming, ...text }: PartViewProps): ReactNode {
  const defaults = useContext(PartSetContext)
  const { read = asItIs } = defaults
  const part = useMemo(() => read(given), [read, given])
  const found = useMemo(() => read(answered), [read, answered])
  const response = found && isPart(found, 'toolResponse') ? found : undefined
  const { parts, tools } = useParts()
  const answerOf = useContext(ToolAnswerContext)
  const kind = part && partKind(part)
  if (!kind || isForModel(part)) return null
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
  // What should be a list and is none is one part, which says that it could not be read.
  const list = Array.isArray(content) ? content : [content]
  const last = list.length - 1
  let offset = 0
  return list.map((part: Part, index) => {
    const at = offset
    const found: Readonly<Record<string, unknown>> = isObject(part) ? part : {}
    const { text, toolRequest } = found
    if (typeof text === 'string') offset += text.length
    return (
      <PartCore
        key={index}
        part={part}
        response={toolRequest ? responses?.get?.(part as ToolRequestPart) : undefined}
        streaming={streaming && (index === last || toolRequest !== undefined)}
        plain={plain}
        offset={at}
      />
    )
  })
}
