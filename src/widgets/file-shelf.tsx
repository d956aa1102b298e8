'use client'
import { type ComponentProps, type DragEvent, type ReactNode, useRef, useState } from 'react'
import { cx } from '../components/internal/cx.ts'
import { Icon, UPLOAD } from '../components/internal/icons.tsx'
import { visible } from '../components/internal/visible.ts'
import { fileLabels } from '../components/labels/files.ts'
import { noticeLabels } from '../components/labels/notices.ts'
import { partLabels } from '../components/labels/parts.ts'
import { shelfLabels } from '../components/labels/shelf.ts'
import { threadLabels } from '../components/labels/threads.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { type PartsOptions, PartsProvider, useLabels } from '../components/parts-context.tsx'
import type { GeminiFile } from '../client/gemini/files.ts'
import type { Files } from '../client/gemini/files.ts'
import type { MediaPart } from '../model/data.ts'
import { useFiles } from '../hooks/use-files.ts'
import type { Refusal } from '../hooks/use-attachments.ts'
import { fileToPart, useUpload, type UseUploadOptions } from '../hooks/use-upload.ts'
import { FileRow, UploadRow } from './shelf-row.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

interface FileShelfOwnProps extends UseUploadOptions, Pick<PartsOptions, 'labels'> {
  /** Whose files. Default: the provider's `gemini`. */
  client?: { readonly key: string; readonly files: Files } | undefined
  /** Offers to use a file: gets the part for a message. */
  onUse?: ((part: MediaPart, file: GeminiFile) => void) | undefined
  /** Files of a page. Default: 20. */
  pageSize?: number | undefined
  /** Milliseconds in which a deletion can be taken back. Default: 6,000. */
  undoTime?: number | undefined
  /** Default: “Files”. */
  title?: string | undefined
}
export type FileShelfProps = FileShelfOwnProps &
  Omit<ComponentProps<'section'>, 'children' | 'ref' | keyof FileShelfOwnProps>

const words = { ...fileLabels, ...noticeLabels, ...partLabels, ...shelfLabels, ...threadLabels }

/**
 * The files that Gemini keeps, and those on their way there: dropped, counted, paused, tried again, used, deleted and had
 * back. Renders a `<section>`.
 *
 * @example
 * <FileShelf client={gemini} accept="image/*,.pdf" storage={uploads} onUse={(part) => chat.send([part, { text: 'What is this?' }])} />
 * @selector [data-dragging]
 */
export function FileShelf({ labels, ...props }: FileShelfProps): ReactNode {
  return (
    <PartsProvider labels={labels}>
      <Shelf {...props} />
    </PartsProvider>
  )
}

function Shelf({
  client,
  onUse,
  pageSize,
  undoTime,
  title,
  accept,
  maxFiles,
  maxBytes,
  concurrency,
  chunkSize,
  poll,
  storage,
  keepAlive,
  onReady,
  onError,
  className,
  ...props
}: Omit<FileShelfProps, 'labels'>): ReactNode {
  const labels = useLabels(words)
  const root = useRef<HTMLElement>(null)
  useKeptFocus(root)
  const picker = useRef<HTMLInputElement>(null)
  const [isDragging, setDragging] = useState(false)
  const [deleted, setDeleted] = useState<ReadonlySet<string | undefined>>(new Set())
  const [refused, setRefused] = useState<readonly Refusal[]>([])
  const limits = { accept, maxFiles, maxBytes }
  const sending = { concurrency, chunkSize, poll, storage, keepAlive, onReady, onError }
  const uploads = useUpload(client, { ...limits, ...sending })
  const list = useFiles(client, { pageSize, undoTime, poll })

  const add = (files: readonly File[]): void => setRefused(uploads.add(files))
  const drag = (event: DragEvent, isOver: boolean): void => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setDragging(isOver)
  }
  const why = ({ reason, name, limit }: Refusal): string =>
    reason === 'tooMany'
      ? labels.tooManyFiles(limit)
      : reason === 'tooBig'
        ? labels.fileTooBig(visible(name), labels.bytes(limit))
        : labels.fileNotAllowed(visible(name))

  const listed = new Set(list.files.map(({ name }) => name))
  const local = new Map(uploads.uploads.map(({ result, file }) => [result?.name, file]))
  // One that is ready moves down, as soon as the list has it; one that was taken away again is nowhere.
  const onTheWay = uploads.uploads.filter(
    ({ status, result }) => status !== 'ready' || !(listed.has(result?.name) || deleted.has(result?.name)),
  )
  const onServer = list.files.filter(({ name }) => !onTheWay.some(({ result }) => result?.name === name))
  const count = (status: string): number => uploads.uploads.filter((item) => item.status === status).length
  return (
    // Files may be dropped anywhere on it; by key there is the button.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={title ?? labels.files}
      {...props}
      ref={root}
      className={cx('rg-shelf', className)}
      data-dragging={isDragging || undefined}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, event.currentTarget.contains(event.relatedTarget as Node | null))}
      onDrop={(event) => {
        drag(event, false)
        add([...event.dataTransfer.files])
      }}
    >
      <div className="rg-shelf-drop">
        <Icon path={UPLOAD} />
        <span>{labels.dropFilesHere}</span>
        <button type="button" className="rg-button" onClick={() => picker.current?.click()}>
          {labels.chooseFiles}
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          accept={accept}
          onChange={(event) => {
            add([...(event.target.files ?? [])])
            // So that the same file can be chosen again.
            event.target.value = ''
          }}
        />
      </div>
      {refused.length > 0 && (
        <div role="alert" className="rg-shelf-refused">
          {refused.map((one, at) => (
            <p key={at}>{why(one)}</p>
          ))}
        </div>
      )}
      {uploads.uploads.length > 1 && count('ready') < uploads.uploads.length && (
        <div className="rg-shelf-summary">
          <span>{labels.uploadsAt(count('ready'), uploads.uploads.length)}</span>
          {count('uploading') + count('queued') > 0 && (
            <button type="button" className="rg-link" onClick={() => uploads.pause()}>
              {labels.pauseAll}
            </button>
          )}
          {count('paused') > 0 && (
            <button type="button" className="rg-link" onClick={() => uploads.resume()}>
              {labels.resumeAll}
            </button>
          )}
          {count('error') > 0 && (
            <button type="button" className="rg-link" onClick={() => uploads.retry()}>
              {labels.retryAll}
            </button>
          )}
        </div>
      )}
      {/* There from the start: what a live region begins with is not read. */}
      <p role="status" className="rg-shelf-undo" data-empty={!list.removed || undefined}>
        {list.removed && (
          <>
            {labels.fileDeleted(visible(list.removed.displayName ?? list.removed.name ?? ''))}{' '}
            <button type="button" className="rg-link" onClick={list.undo}>
              {labels.undo}
            </button>
          </>
        )}
      </p>
      <p role="status" className="rg-visually-hidden">
        {uploads.uploads
          .filter(({ status }) => status === 'error')
          .map(({ name, status }) => `${visible(name)}: ${labels.uploadStatus[status]}`)
          .concat(count('ready') > 0 ? labels.uploadsAt(count('ready'), uploads.uploads.length) : [])
          .join(', ')}
      </p>
      {list.error && <ErrorNotice error={list.error} onRetry={list.refetch} />}
      {onTheWay.length + onServer.length > 0 ? (
        <ul className="rg-shelf-list" aria-busy={uploads.isUploading || undefined}>
          {onTheWay.map((item) => (
            <UploadRow key={item.id} item={item} uploads={uploads} />
          ))}
          {onServer.map((file) => (
            <FileRow
              key={file.name}
              file={file}
              local={local.get(file.name)}
              onUse={
                onUse &&
                ((used) => {
                  const part = fileToPart(used)
                  if (part) onUse(part, used)
                })
              }
              onRemove={(removed) => {
                setDeleted(new Set([...deleted, removed.name]))
                list.remove(removed)
              }}
            />
          ))}
        </ul>
      ) : (
        !list.isPending && !list.error && <p className="rg-shelf-empty">{labels.noFiles}</p>
      )}
      {list.hasNextPage && (
        <button type="button" className="rg-link rg-shelf-more" onClick={list.fetchNextPage}>
          {labels.showMore}
        </button>
      )}
    </section>
  )
}
