import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { ComponentType } from 'react'
import { isObject } from '../components/internal/is-object.ts'
import type { ToolProps } from '../components/parts-context.tsx'
import type { ChatTool, ChatTools } from '../hooks/use-chat.ts'

/** What a `ChatWidget` knows of a tool: what the page does about it, and how it looks. */
export type ChatToolEntry = ChatTools[string] & { render?: ComponentType<ToolProps> | undefined }

/** Tools by name: a component is short for `{ render }`. */
export type ChatToolEntries = Readonly<Record<string, ChatToolEntry | ComponentType<ToolProps>>>

type Looks = ComponentType<ToolProps>

/** The same, each typed by its own schemas. Spelled out, because TypeScript reads no types through another one's fields. */
export type TypedToolEntries<In, Out> = {
  [K in keyof In]:
    | Looks
    | {
        inputSchema?: StandardSchemaV1<unknown, In[K]> | undefined
        execute?: ChatTool<In[K], K extends keyof Out ? Out[K] : unknown>['execute']
        editable?: boolean | undefined
        render?: Looks | undefined
      }
} & {
  [K in keyof Out]:
    | Looks
    | {
        schema?: StandardSchemaV1<unknown, Out[K]> | undefined
        approve?: NoInfer<Out[K]> | undefined
        decline?: NoInfer<Out[K]> | undefined
      }
}

const isEntry = (entry: unknown): boolean => typeof entry === 'function' || isObject(entry)

/** A component may be a function, or an object that `memo` or `lazy` made. */
const isComponent = (entry: ChatToolEntry | Looks): entry is Looks => typeof entry === 'function' || '$$typeof' in entry

/** What the chat does about tools, and how they look. */
export function splitTools(entries?: ChatToolEntries | null): {
  tools: Record<string, ChatToolEntry>
  looks: Record<string, ComponentType<ToolProps>>
} {
  const tools: [string, ChatToolEntry][] = []
  const looks: [string, ComponentType<ToolProps>][] = []
  for (const [name, entry] of Object.entries(entries ?? {})) {
    // What is neither a tool nor a component is left to the one of this library.
    if (!isEntry(entry)) continue
    if (isComponent(entry)) looks.push([name, entry])
    else {
      tools.push([name, entry])
      if (entry.render) looks.push([name, entry.render])
    }
  }
  return { tools: Object.fromEntries(tools), looks: Object.fromEntries(looks) }
}
