'use client'
import { createContext, useContext, type ComponentProps, type ComponentType } from 'react'
import type { Highlighter } from '../highlight/highlighter.ts'

/** Elements that a text may have. */
export type MarkdownTag =
  | 'a'
  | 'blockquote'
  | 'br'
  | 'code'
  | 'del'
  | 'em'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'h5'
  | 'h6'
  | 'hr'
  | 'img'
  | 'li'
  | 'ol'
  | 'p'
  | 'strong'
  | 'sup'
  | 'table'
  | 'td'
  | 'th'
  | 'ul'

/** What the component of a fenced block gets. */
export interface CodeBlockProps {
  /** The first word after the fence, as it was written; `''` without one. */
  language: string
  /** All that stands after the fence: `js title="x.js"`. */
  info: string
  /** Its lines. Those of a finished block never change; of a growing one only the last may. */
  lines: readonly string[]
  /** Its end has not come yet. */
  streaming: boolean
}

/** What the component of a formula gets. */
export interface MathProps {
  /** TeX, without the marks around it. */
  value: string
  /** Stands by itself, not in a line of text. */
  display: boolean
}

/** What the component of a citation mark gets. */
export interface CitationMarkProps {
  /** Which of the citations that `markCitations` has put into the text. */
  index: number
}

/** Components for elements, by their name; and for what no element stands for. */
export type MarkdownComponents = {
  [Tag in MarkdownTag]?: ComponentType<ComponentProps<Tag>>
} & {
  /** Every block of code. `languages` replaces those of one language. */
  codeBlock?: ComponentType<CodeBlockProps>
  /** Formulas. Giving one makes `$…$`, `\(…\)` and `\[…\]` formulas too; without one, `$$…$$` is shown as it is written. */
  math?: ComponentType<MathProps>
  /** The mark where something is cited; see `markCitations`. */
  citation?: ComponentType<CitationMarkProps>
}

/** How markdown looks. Each of them costs nothing where it is not given. */
export interface MarkdownOptions {
  /** Replaces elements: `{ a: RouterLink, math: Formula }`. */
  components?: MarkdownComponents | undefined
  /** Replaces fenced blocks by their language: `{ mermaid: Diagram }`. */
  languages?: Readonly<Record<string, ComponentType<CodeBlockProps>>> | undefined
  /** Colours code. Default: one that is loaded with the first block of a language it knows. `false`: none. */
  highlight?: Highlighter | false | undefined
}

/** Options, and what begins the ids in one text. */
export interface MarkdownShared extends MarkdownOptions {
  id: string
}

export const MarkdownContext = createContext<MarkdownShared>({ id: '' })

/** What is in force for the blocks of one text. */
export const useMarkdown = (): MarkdownShared => useContext(MarkdownContext)

/**
 * Labels of the footnotes of one text; a footnote's number is its place. Apart from the rest: only their marks are drawn
 * anew when another is spoken of.
 */
export const FootnotesContext = createContext<readonly string[]>([])

export const useFootnotes = (): readonly string[] => useContext(FootnotesContext)
