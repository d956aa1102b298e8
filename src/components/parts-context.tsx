'use client'
import { createContext, useContext, useMemo, type ComponentType, type ReactNode } from 'react'
import type { ToolRequestPart, ToolResponsePart } from '../model/data.ts'
import type { JsonSchema } from '../model/formats.ts'
import type { MediaPolicy } from '../model/media.ts'
import type { PartKind, PartOf } from '../model/part.ts'
import type { ToolInput, ToolOutput } from '../model/tools.ts'
import { replaceLabels } from './internal/replace-labels.ts'
import type { Labels } from './labels/labels.ts'
import type { MarkdownOptions } from './markdown/options.ts'

/** What the component of a part gets. */
export interface PartProps<K extends PartKind = PartKind> {
  part: PartOf<K>
  /** The part is still being written. */
  streaming?: boolean | undefined
}

/** A component for each kind of part; those left out keep the ones of this library. */
export type PartComponents = { [K in PartKind]?: ComponentType<PartProps<K>> }

/** What a person can do about a tool that waits for them. */
export interface ToolAnswer {
  /** Agrees, as the app has said what that means for this tool. `always`: without asking again, see `alwaysAllow` of `useChat`. */
  approve(options?: { always?: boolean }): void
  /** Refuses. */
  decline(): void
  /** Answers in the tool's place. */
  respond(output: unknown): void
  /** Has the tool run on the server, with another input when `replaceInput` says so. */
  restart(resumed?: unknown, options?: { replaceInput?: unknown }): void
  /** Makes the JSON Schema of the answer, where the page has said what that must look like: it is asked for in a form then. */
  form?: (() => Promise<JsonSchema>) | undefined
  /** The input may be changed before the tool runs. */
  isEditable?: boolean | undefined
  /** `approve({ always: true })` is remembered. */
  canRemember?: boolean | undefined
}

/**
 * What the component of a tool gets: its call, and its answer when there is one. `T` is the tool's type on the server, if it
 * is known: `ToolProps<typeof getWeather>` knows the input and the output.
 */
export interface ToolProps<T = unknown> {
  part: ToolRequestPart & { toolRequest: { input?: ToolInput<T> } }
  response?: (ToolResponsePart & { toolResponse: { output?: ToolOutput<T> } }) | undefined
  streaming?: boolean | undefined
  /** There while the tool waits for a person. */
  answer?: ToolAnswer | undefined
}

/** Finds what can be done about a call: nothing, unless it waits. */
export const ToolAnswerContext = createContext<(part: ToolRequestPart) => ToolAnswer | undefined>(() => undefined)

/** How parts, tools, media and words look below a widget or provider. */
export interface PartsOptions {
  /** Replaces the component of a kind: `{ data: Chart }`. */
  parts?: PartComponents | undefined
  /** Replaces the component of a tool, by its name: `{ getWeather: WeatherCard }`. */
  tools?: Readonly<Record<string, ComponentType<ToolProps>>> | undefined
  /** Which origins media may be loaded from. Default: only the page's own. */
  media?: MediaPolicy | undefined
  /** How text looks: elements, languages, colours. */
  markdown?: MarkdownOptions | undefined
  /** Replaces visible and spoken strings. */
  labels?: Partial<Labels> | undefined
}

interface PartsValue extends PartsOptions {
  /** Puts the app's labels in the place of a component's own. Here, so that a page without any carries nothing of it. */
  replace?: (<L extends object>(own: L) => L) | undefined
}

const PartsContext = createContext<PartsValue>({})

export const useParts = (): PartsOptions => useContext(PartsContext)

/** The strings in force: those of the component's own kind, but for what the app has replaced. */
export function useLabels<L extends Partial<Labels>>(own: L): L {
  const { replace } = useContext(PartsContext)
  return useMemo(() => (replace ? replace(own) : own), [own, replace])
}

/**
 * Says once, for everything below, how parts and tools look, where media may come from, and in which words.
 *
 * @example
 * <PartsProvider tools={{ getWeather: WeatherCard }} media={{ allow: ['https://cdn.example.com'] }}>
 *   <MessageView message={message} />
 * </PartsProvider>
 */
export function PartsProvider({
  parts,
  tools,
  media,
  markdown,
  labels,
  children,
}: PartsOptions & { children?: ReactNode }): ReactNode {
  const above = useContext(PartsContext)
  const value = useMemo((): PartsValue => {
    const words = { ...above.labels, ...labels }
    return {
      parts: parts ? { ...above.parts, ...parts } : above.parts,
      tools: tools ? { ...above.tools, ...tools } : above.tools,
      media: media ?? above.media,
      markdown: markdown ? { ...above.markdown, ...markdown } : above.markdown,
      labels: words,
      replace: labels ? (own) => replaceLabels(own, words) : above.replace,
    }
  }, [above, parts, tools, media, markdown, labels])
  return <PartsContext.Provider value={value}>{children}</PartsContext.Provider>
}
