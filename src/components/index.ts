export { AudioMedia } from './audio-media.tsx'
export { CustomPart, type CustomPartProps } from './custom-part.tsx'
export { DataPart, type DataPartProps } from './data-part.tsx'
export { ErrorNotice, type ErrorNoticeProps } from './error-notice.tsx'
export { FileMedia } from './file-media.tsx'
export { FinishNotice, type FinishNoticeProps } from './finish-notice.tsx'
export { ImageMedia, type MediaProps } from './image-media.tsx'
export { defaultLabels, type Labels } from './labels/labels.ts'
export { CodeBlock } from './code-block.tsx'
export { CopyButton, type CopyButtonProps } from './copy-button.tsx'
export { Markdown, type MarkdownProps } from './markdown/markdown.tsx'
export { MediaPart, type MediaPartProps } from './media-part.tsx'
export { MessageView, type MessageViewProps } from './message-view.tsx'
export { PartList, PartView, type PartListProps, type PartViewProps } from './part-view.tsx'
export { ObjectView, type ObjectViewProps } from './object-view.tsx'
export type { ObjectViewOptions } from './object-options.ts'
export {
  PartsProvider,
  type PartComponents,
  type PartProps,
  type PartsOptions,
  type ToolProps,
} from './parts-context.tsx'
export { ReasoningPart, type ReasoningPartProps } from './reasoning-part.tsx'
export { ResourcePart, type ResourcePartProps } from './resource-part.tsx'
export { TextPart, type TextPartProps } from './text-part.tsx'
export { ToolRequest, type ToolRequestProps, type ToolState } from './tool-request.tsx'
export { ToolResponse, type ToolResponseProps } from './tool-response.tsx'
export { VideoMedia } from './video-media.tsx'
export { pairTools } from '../model/tools.ts'
export type { MediaPolicy } from '../model/media.ts'
