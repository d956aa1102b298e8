'use client'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { DocumentOperation } from '../client/gemini/file-search-stores.ts'
import type { GeminiFile } from '../client/gemini/files.ts'
import type { UploadStorage } from '../client/upload-storage.ts'
import type { Refusal } from '../state/attachments.ts'
import type { UploadItem, UploadSnapshot } from '../state/upload-item.ts'
import { UploadStore, type UploadCallbacks, type UploadStoreOptions } from '../state/upload-store.ts'
import { filesTarget, storeTarget, type UploadTarget } from '../state/upload-target.ts'
import { useGemini } from './use-gemini.ts'
import { listsKey, namedKey, type ClientWith } from './queries/keys.ts'
import { useMadeFor } from './use-made-for.ts'

export { fileToPart } from '../state/upload-target.ts'
export type { UploadItem }

/** Options of `useUpload`. */
export interface UseUploadOptions<R extends object = GeminiFile> extends UploadStoreOptions<R> {
  /** Let uploads go on when the component unmounts. Default: they stop; with `storage` the next one takes them up. */
  keepAlive?: boolean | undefined
}

/** The same, for a file search store: `fileSearchStores/…`. What becomes of a file is an operation. */
export interface UseStoreUploadOptions extends UseUploadOptions<DocumentOperation> {
  store: string
}

/** What `useUpload` returns. */
export interface UseUploadResult<R extends object = GeminiFile> extends UploadSnapshot<R> {
  readonly uploads: readonly UploadItem<R>[]
  /**
   * Takes files in, and begins to upload them. Returns those that were refused, and why.
   * @throws GenAIError `invalid` for what is no list of files. Nothing is added then.
   */
  add(files: readonly File[]): Refusal[]
  /** Stops sending one of them, or all, at once. */
  pause(id?: string): void
  /** Goes on with one of them, or all, from the byte that the server has. */
  resume(id?: string): void
  /** Tries one again that failed, or all that have. */
  retry(id?: string): void
  /** Takes one out. What is on its way is cancelled; what has arrived stays with the server. */
  remove(id: string): void
  /** Takes out all that are ready. */
  clear(): void
}

/** Of what is kept there is one list in a page, however many components show it: two would send everything twice. */
const shared = new Map<string, UploadStore>()

function storeOf<R extends object>(storage: UploadStorage | undefined, target: UploadTarget<R>): UploadStore<R> {
  // A server draws pages of many people.
  if (!storage || typeof document === 'undefined') return new UploadStore(target)
  for (const [key, store] of shared) if (store.isIdle) shared.delete(key)
  const key = JSON.stringify([storage.key, target.key])
  const found = (shared.get(key) as unknown as UploadStore<R> | undefined) ?? new UploadStore(target)
  shared.set(key, found as unknown as UploadStore)
  return found
}

type FilesClient = ClientWith<'files'>
type StoresClient = ClientWith<'fileSearchStores' | 'operations'>

/**
 * Uploads files to Gemini: some at once, each byte counted, to pause, resume, retry and remove, and then waited for until
 * the model can use them. With `storage` they go on after a reload. Lists of `fileQueries` follow.
 *
 * @example
 * const files = useUpload(gemini, { accept: 'image/*,.pdf' })
 * <input type="file" multiple onChange={({ target }) => files.add([...(target.files ?? [])])} />
 * {files.uploads.map((file) => <progress key={file.id} value={file.progress} />)}
 * <button disabled={files.isUploading} onClick={() => chat.send([...files.parts, { text: 'What is this?' }])} />
 * @throws GenAIError `invalid` without a client.
 */
export function useUpload(client?: FilesClient, options?: UseUploadOptions & { store?: undefined }): UseUploadResult
export function useUpload(
  client: StoresClient | undefined,
  options: UseStoreUploadOptions,
): UseUploadResult<DocumentOperation>
export function useUpload<R extends object>(
  client?: FilesClient | StoresClient,
  options: UseUploadOptions<R> & { store?: string | undefined } = {},
): UseUploadResult<R> {
  const { store: name, keepAlive = false, ...rest } = options
  // The overloads have seen to it that it can what is asked of it.
  const found = useGemini(client) as FilesClient & StoresClient
  const queryClient = useQueryClient()
  const target = (name === undefined ? filesTarget(found) : storeTarget(found, name)) as unknown as UploadTarget<R>
  const store = useMadeFor(JSON.stringify([found.key, name, rest.storage?.key]), () => storeOf(rest.storage, target))
  // Several components may have one list: each is told what it wants to know, and takes in what it may.
  const latest = useRef<UploadCallbacks<R> & { keepAlive?: boolean }>({})
  useEffect(() => {
    store.setTarget(target)
    store.setOptions(rest)
    latest.current.keepAlive = keepAlive
    latest.current.onError = rest.onError
    latest.current.onReady = (item) => {
      refresh(queryClient, found, name)
      rest.onReady?.(item)
    }
  })
  useEffect(() => {
    const { current: told } = latest
    const detach = store.attach(told)
    return () => detach(told.keepAlive)
  }, [store])
  const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
  const { pause, resume, retry, remove, clear } = store
  return { ...snapshot, add: (files) => store.add(files, rest), pause, resume, retry, remove, clear }
}

/** Lists that may show it are asked for again; a store counts its documents. */
function refresh(queryClient: QueryClient, client: { readonly key: string }, store: string | undefined): void {
  const keys =
    store === undefined
      ? [listsKey(client, 'files')]
      : [listsKey(client, 'documents'), namedKey(client, 'fileSearchStores', store)]
  for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey })
}
