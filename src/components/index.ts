export { ArtifactList, type ArtifactListProps } from './artifact-list.tsx'
export { AttachmentList, type AttachmentListProps } from './attachment-list.tsx'
export { AudioMedia } from './audio-media.tsx'
export { BranchPicker, type BranchPickerProps } from './branch-picker.tsx'
export { Composer, type ComposerProps } from './composer.tsx'
export { CustomPart, type CustomPartProps } from './custom-part.tsx'
export { DataPart, type DataPartProps } from './data-part.tsx'
export { ErrorNotice, type ErrorNoticeProps } from './error-notice.tsx'
export { FileMedia } from './file-media.tsx'
export { FinishNotice, type FinishNoticeProps } from './finish-notice.tsx'
export { ImageMedia, type MediaProps } from './image-media.tsx'
export { defaultLabels, type Labels } from './labels/labels.ts'
export { CodeBlock, type CodeBlockOwnProps } from './code-block.tsx'
export { CitationList, type CitationListProps } from './citation-list.tsx'
export { CopyButton, type CopyButtonProps } from './copy-button.tsx'
export type { Highlighter, LineReader, Token, TokenKind } from './highlight/highlighter.ts'
export { markCitations, type CitationPlace } from './markdown/mark-citations.ts'
export { Markdown, type MarkdownProps } from './markdown/markdown.tsx'
export type {
  CitationMarkProps,
  CodeBlockProps,
  MarkdownComponents,
  MarkdownOptions,
  MarkdownTag,
  MathProps,
} from './markdown/options.ts'
export { MediaPart, type MediaPartProps } from './media-part.tsx'
export { MessageList, type MessageListProps } from './message-list.tsx'
export { MessageView, type MessageViewProps } from './message-view.tsx'
export { PartList, PartView, type PartListProps, type PartViewProps } from './part-view.tsx'
export { ObjectView, type ObjectViewProps } from './object-view.tsx'
export type { ObjectViewOptions } from './object-options.ts'
export {
  PartsProvider,
  type PartComponents,
  type PartProps,
  type PartsOptions,
  ToolAnswerContext,
  type ToolAnswer,
  type ToolProps,
} from './parts-context.tsx'
export { ReasoningPart, type ReasoningPartProps } from './reasoning-part.tsx'
export { ResourcePart, type ResourcePartProps } from './resource-part.tsx'
export { SearchSuggestions, type SearchSuggestionsProps } from './search-suggestions.tsx'
export { Suggestions, type SuggestionsProps } from './suggestions.tsx'
export { TextPart, type TextPartProps } from './text-part.tsx'
export { ToolRequest, type ToolRequestProps, type ToolState } from './tool-request.tsx'
export { ToolResponse, type ToolResponseProps } from './tool-response.tsx'
export { UsageLine, type UsageLineProps } from './usage-line.tsx'
export { VideoMedia } from './video-media.tsx'
export { groundingOf, type Citation, type CitationSource, type Grounding } from '../model/citations.ts'
export type { ChatAttachment } from '../model/chat/draft.ts'
export { pairTools } from '../model/tools.ts'
export type { MediaPolicy } from '../model/media.ts'
