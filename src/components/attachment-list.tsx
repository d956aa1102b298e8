'use client'
import type { ComponentProps, ReactNode } from 'react'
import type { ChatAttachment } from '../model/chat/draft.ts'
import { cx } from './internal/cx.ts'
import { AGAIN, CLOSE, FILE, Icon } from './internal/icons.tsx'
import { visible } from './internal/visible.ts'
import { fileLabels } from './labels/files.ts'
import { noticeLabels } from './labels/notices.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels } from './parts-context.tsx'

export interface AttachmentListProps extends Omit<ComponentProps<'ul'>, 'children'> {
  attachments: readonly ChatAttachment[]
  onRemove?: ((id: string) => void) | undefined
  onRetry?: ((id: string) => void) | undefined
}

const words = { ...fileLabels, ...noticeLabels, ...partLabels }

/** Only pictures that are here already: a preview must not load anything. */
const isPreviewable = ({ url, contentType }: ChatAttachment): boolean =>
  /^image\/(?:png|jpeg|gif|webp|avif)$/.test(contentType) && url?.startsWith('data:image/') === true

/** What goes with a message: pictures, names, sizes, how far each is. Renders a `<ul>`; nothing without any. */
export function AttachmentList({
  attachments,
  onRemove,
  onRetry,
  className,
  ...props
}: AttachmentListProps): ReactNode {
  const labels = useLabels(words)
  if (attachments.length === 0) return null
  return (
    <ul aria-label={labels.attachments} {...props} className={cx('rg-attachments', className)}>
      {attachments.map((item) => {
        const name = visible(item.name)
        const percent = Math.round((item.progress ?? 0) * 100)
        const isUploading = item.url === undefined && item.error === undefined
        return (
          <li
            key={item.id}
            className="rg-attachment"
            data-state={item.error ? 'failed' : isUploading ? 'uploading' : 'ready'}
          >
            {isPreviewable(item) ? (
              <img className="rg-attachment-image" src={item.url} alt="" />
            ) : (
              <span className="rg-attachment-icon">
                <Icon path={FILE} />
              </span>
            )}
            <span className="rg-attachment-text">
              <bdi className="rg-attachment-name">{name}</bdi>
              <span className="rg-attachment-size">{item.error ?? labels.bytes(item.size)}</span>
            </span>
            {isUploading && (
              <progress
                className="rg-attachment-progress"
                max={100}
                value={percent}
                aria-label={labels.uploading(name, percent)}
              />
            )}
            {item.error !== undefined && onRetry && (
              <button
                type="button"
                className="rg-action"
                aria-label={labels.retry}
                title={labels.retry}
                onClick={() => onRetry(item.id)}
              >
                <Icon path={AGAIN} />
              </button>
            )}
            {onRemove && (
              <button
                type="button"
                className="rg-action"
                aria-label={labels.removeAttachment(name)}
                onClick={() => onRemove(item.id)}
              >
                <Icon path={CLOSE} />
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
