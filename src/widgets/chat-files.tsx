'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { AttachmentList } from '../components/attachment-list.tsx'
import { fileLabels } from '../components/labels/files.ts'
import { partLabels } from '../components/labels/parts.ts'
import { useLabels } from '../components/parts-context.tsx'
import { type Refusal, useAttachments, type UseAttachmentsOptions } from '../hooks/use-attachments.ts'
import { useChatContext } from './chat-context.ts'

const words = { ...fileLabels, ...partLabels }

interface ChatFilesProps {
  options: UseAttachmentsOptions
  /** Told how to take files in, as soon as that can be done. */
  onReady: (add: (files: File[]) => void) => void
}

/** The files that go with a message, and why some were refused. */
export default function ChatFiles({ options, onReady }: ChatFilesProps): ReactNode {
  const { chat } = useChatContext()
  const labels = useLabels(words)
  const { attachments, add, remove, retry } = useAttachments(chat, options)
  const [refused, setRefused] = useState<readonly Refusal[]>([])
  useEffect(() => onReady((files) => setRefused(add(files))), [onReady, add])
  const why = ({ reason, name, limit }: Refusal): string =>
    reason === 'tooMany'
      ? labels.tooManyFiles(limit)
      : reason === 'tooBig'
        ? labels.fileTooBig(name, labels.bytes(limit))
        : labels.fileNotAllowed(name)
  return (
    <>
      {refused.length > 0 && (
        <p role="alert" className="rg-composer-refused">
          {[...new Set(refused.map(why))].join(' ')}
        </p>
      )}
      <AttachmentList
        attachments={attachments}
        onRemove={(id) => {
          setRefused([])
          remove(id)
        }}
        onRetry={retry}
      />
    </>
  )
}
