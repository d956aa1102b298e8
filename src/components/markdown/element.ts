'use client'
import { createElement, type ComponentType, type ReactNode } from 'react'
import type { MarkdownComponents, MarkdownTag } from './options.ts'

/** An element, or the app's component for it. */
export const element = (
  components: MarkdownComponents | undefined,
  tag: MarkdownTag,
  props: object | null,
  ...children: ReactNode[]
): ReactNode => createElement((components?.[tag] ?? tag) as ComponentType | MarkdownTag, props, ...children)
