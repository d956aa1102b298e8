'use client'
import { ErrorNotice } from '../components/error-notice.tsx'
import { Markdown } from '../components/markdown/markdown.tsx'
import { MessageView } from '../components/message-view.tsx'

/** What a story can be given. */
export type ReplyArg = 'text' | 'message' | 'messages' | 'response' | 'streaming' | 'error' | 'backend'

const OWN = new Map<unknown, readonly ReplyArg[]>([
  [MessageView, ['message', 'streaming']],
  [Markdown, ['text', 'streaming']],
  [ErrorNotice, ['error']],
])

/** Storybook reads the props of an app's own files, and of no package's: what is drawn of a moment is said here. */
export const ownArgs = (component: unknown): readonly ReplyArg[] => OWN.get(component) ?? []
