'use client'
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import type { ChatStorage } from '../client/chat-storage.ts'
import { chatLabels } from '../components/labels/chat.ts'
import { threadLabels } from '../components/labels/threads.ts'
import { EDIT, EXPORT, IMPORT, TRASH } from '../components/internal/icons.tsx'
import { useLabels } from '../components/parts-context.tsx'
import { useThreads } from '../hooks/use-threads.ts'
import type { ThreadData } from '../model/chat/stored-thread.ts'
import { Action } from './action.tsx'

const words = { ...chatLabels, ...threadLabels }

interface ThreadListProps {
  storage: ChatStorage
  current: string | undefined
  onShow: (id: string) => void
}

/** The conversations of a storage: search, show, rename, delete and undo, export and import. Loaded when it is opened. */
export default function ThreadList({ storage, current, onShow }: ThreadListProps): ReactNode {
  const labels = useLabels(words)
  const [search, setSearch] = useState('')
  const [renaming, setRenaming] = useState<string>()
  const [notice, setNotice] = useState<string>()
  const picker = useRef<HTMLInputElement>(null)
  const list = useThreads(storage, { search })
  const id = useId()

  const attempt = async (work: () => Promise<unknown>, failure = labels.notStored): Promise<void> => {
    setNotice(undefined)
    try {
      await work()
    } catch {
      setNotice(failure)
    }
  }
  const remove = (thread: ThreadData): Promise<void> =>
    attempt(async () => {
      await list.remove(thread.id)
      if (thread.id === current) onShow(list.create())
    })
  const download = (thread: ThreadData): Promise<void> =>
    attempt(async () => {
      const file = new Blob([await list.exportThread(thread.id)], { type: 'application/json' })
      const url = URL.createObjectURL(file)
      const link = document.createElement('a')
      link.href = url
      link.download = `${thread.title.replaceAll(/[^\p{L}\p{N} -]/gu, '').trim() || thread.id}.json`
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 10_000)
    })
  const upload = (file: File | undefined): void => {
    if (file) void attempt(async () => onShow(await list.importThread(await file.text())), labels.notImported)
  }

  return (
    <nav className="rg-threads" aria-label={labels.chats}>
      <div className="rg-threads-bar">
        <label className="rg-visually-hidden" htmlFor={id}>
          {labels.searchChats}
        </label>
        <input
          id={id}
          type="search"
          className="rg-input"
          placeholder={labels.searchChats}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <input
          ref={picker}
          type="file"
          accept="application/json,.json"
          hidden
          onChange={(event) => {
            upload(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <Action icon={IMPORT} label={labels.importChat} onClick={() => picker.current?.click()} />
      </div>
      {(notice ?? list.error) && (
        <p role="alert" className="rg-turn-note">
          {notice ?? labels.notStored}
        </p>
      )}
      {list.threads.length === 0 && !list.isPending && <p className="rg-turn-note">{labels.noChats}</p>}
      <ul className="rg-threads-list">
        {list.threads.map((thread) => (
          <li key={thread.id} className="rg-thread" data-current={thread.id === current || undefined}>
            {renaming === thread.id ? (
              <RenameForm
                title={thread.title}
                onSave={(title) => {
                  setRenaming(undefined)
                  if (title) void attempt(() => list.rename(thread.id, title))
                }}
                onCancel={() => setRenaming(undefined)}
              />
            ) : (
              <>
                <button
                  type="button"
                  className="rg-thread-title"
                  aria-current={thread.id === current || undefined}
                  onClick={() => onShow(thread.id)}
                >
                  <bdi>{thread.title || labels.untitled}</bdi>
                </button>
                <span className="rg-thread-actions">
                  <Action icon={EDIT} label={labels.rename} onClick={() => setRenaming(thread.id)} />
                  <Action icon={EXPORT} label={labels.exportChat} onClick={() => void download(thread)} />
                  <Action icon={TRASH} label={labels.deleteChat} onClick={() => void remove(thread)} />
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      {list.removed && (
        <p role="status" className="rg-threads-undo">
          {labels.chatDeleted(list.removed.title || labels.untitled)}
          <button type="button" className="rg-link" onClick={() => void attempt(list.undo)}>
            {labels.undo}
          </button>
        </p>
      )}
    </nav>
  )
}

interface RenameFormProps {
  title: string
  onSave: (title: string) => void
  onCancel: () => void
}

function RenameForm({ title, onSave, onCancel }: RenameFormProps): ReactNode {
  const labels = useLabels(threadLabels)
  const [name, setName] = useState(title)
  const save = (event: FormEvent): void => {
    event.preventDefault()
    onSave(name.trim())
  }
  return (
    <form className="rg-thread-rename" onSubmit={save}>
      <input
        className="rg-input"
        aria-label={labels.chatName}
        // The person has just asked to write here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onFocus={({ target }) => target.select()}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => onSave(name.trim())}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onCancel()
        }}
      />
    </form>
  )
}
