import { type ActionLabels, actionLabels } from './actions.ts'
import { type ChatLabels, chatLabels } from './chat.ts'
import { type FileLabels, fileLabels } from './files.ts'
import type { ServiceLabels } from './services.ts'
import { type ThreadLabels, threadLabels } from './threads.ts'
import { type AskLabels, askLabels } from './widgets.ts'
import { type MarkdownLabels, markdownLabels } from './markdown.ts'
import { type NoticeLabels, noticeLabels } from './notices.ts'
import { type ObjectLabels, objectLabels } from './objects.ts'
import { type PartLabels, partLabels } from './parts.ts'
import { type ToolLabels, toolLabels } from './tools.ts'
import { type SourceLabels, sourceLabels } from './sources.ts'

/** Every string that components and widgets show or speak. Replace any of them, or all for another language. */
export interface Labels
  extends
    ActionLabels,
    AskLabels,
    ChatLabels,
    FileLabels,
    ServiceLabels,
    ThreadLabels,
    MarkdownLabels,
    NoticeLabels,
    ObjectLabels,
    PartLabels,
    SourceLabels,
    ToolLabels {}

/**
 * The English strings that hold where no others are given. A component brings only those of its own kind. Those of the
 * widgets for Gemini's services are `serviceLabels`, of `react-genai/widgets`.
 */
export const defaultLabels: Omit<Labels, keyof ServiceLabels> = {
  ...askLabels,
  ...actionLabels,
  ...chatLabels,
  ...fileLabels,
  ...threadLabels,
  ...markdownLabels,
  ...noticeLabels,
  ...objectLabels,
  ...partLabels,
  ...sourceLabels,
  ...toolLabels,
}
