'use client'
import type { ReactNode } from 'react'
import { AGAIN, CLOSE, PAUSE, PLAY, PLUS, TRASH } from '../components/internal/icons.tsx'
import { visible } from '../components/internal/visible.ts'
import { fileLabels } from '../components/labels/files.ts'
import { partLabels } from '../components/labels/parts.ts'
import { shelfLabels } from '../components/labels/shelf.ts'
import { useLabels } from '../components/parts-context.tsx'
import type { GeminiFile } from '../client/gemini/files.ts'
import type { UploadItem, UseUploadResult } from '../hooks/use-upload.ts'
import { Action } from './action.tsx'
import { Thumbnail } from './thumbnail.tsx'

const words = { ...fileLabels, ...partLabels, ...shelfLabels }

interface RowProps {
  name: string
  state: string
  thumbnail: ReactNode
  facts: readonly (string | undefined)[]
  children?: ReactNode
  actions: ReactNode
}

function Row({ name, state, thumbnail, facts, children, actions }: RowProps): ReactNode {
  return (
    <li className="rg-shelf-row" data-state={state}>
      {thumbnail}
      <span className="rg-shelf-text">
        <bdi className="rg-shelf-name">{name}</bdi>
        {/* A server writes times of its own place. */}
        <span className="rg-shelf-facts" dir="auto" suppressHydrationWarning>
          {facts.filter(Boolean).join(' · ')}
        </span>
        {children}
      </span>
      <span className="rg-shelf-actions">{actions}</span>
    </li>
  )
}

/** A file on its way: how far it is, and what can be done about it. */
export function UploadRow({ item, uploads }: { item: UploadItem; uploads: UseUploadResult }): ReactNode {
  const labels = useLabels(words)
  const { id, status, size, sent, error, contentType } = item
  const name = visible(item.name)
  const percent = Math.round(item.progress * 100)
  const waits = { icon: PAUSE, label: labels.pauseUpload, act: uploads.pause }
  const next = {
    uploading: waits,
    queued: waits,
    paused: { icon: PLAY, label: labels.resumeUpload, act: uploads.resume },
    error: { icon: AGAIN, label: labels.retryUpload, act: uploads.retry },
    processing: undefined,
    ready: undefined,
  }[status]
  return (
    <Row
      name={name}
      state={status}
      thumbnail={<Thumbnail file={item.file} contentType={contentType} />}
      facts={[
        labels.uploadStatus[status],
        status === 'uploading' || status === 'paused'
          ? `${labels.bytes(sent)} / ${labels.bytes(size)}`
          : labels.bytes(size),
        error?.message,
      ]}
      actions={
        <>
          {/* One button that stays, so that the focus does. */}
          {next && <Action icon={next.icon} label={next.label(name)} onClick={() => next.act(id)} />}
          <Action icon={CLOSE} label={labels.cancelUpload(name)} onClick={() => uploads.remove(id)} />
        </>
      }
    >
      {status !== 'error' && status !== 'ready' && (
        <progress
          className="rg-shelf-progress"
          max={100}
          // Without a value it says only that something goes on.
          {...(status !== 'processing' && { value: percent })}
          aria-label={labels.uploading(name, percent)}
        />
      )}
    </Row>
  )
}

interface FileRowProps {
  file: GeminiFile
  /** The bytes, when it was this page that sent them. */
  local: Blob | undefined
  onUse: ((file: GeminiFile) => void) | undefined
  onRemove: (file: GeminiFile) => void
}

/** A file that the service has. */
export function FileRow({ file, local, onUse, onRemove }: FileRowProps): ReactNode {
  const labels = useLabels(words)
  const { displayName, mimeType = '', sizeBytes, state = 'ACTIVE', expirationTime, error } = file
  const name = visible(displayName ?? file.name ?? '')
  return (
    <Row
      name={name}
      state={state === 'ACTIVE' ? 'ready' : state === 'FAILED' ? 'error' : 'processing'}
      thumbnail={<Thumbnail file={local} contentType={mimeType} />}
      facts={[
        sizeBytes === undefined ? undefined : labels.bytes(Number(sizeBytes)),
        state === 'PROCESSING' ? labels.uploadStatus.processing : undefined,
        state === 'FAILED' ? (error?.message ?? labels.processingFailed) : undefined,
        state === 'ACTIVE' && expirationTime ? labels.keptUntil(expirationTime) : undefined,
      ]}
      actions={
        <>
          {onUse && state === 'ACTIVE' && (
            <Action icon={PLUS} label={labels.pickFile(name)} onClick={() => onUse(file)} />
          )}
          <Action icon={TRASH} label={labels.deleteFile(name)} onClick={() => onRemove(file)} />
        </>
      }
    />
  )
}
