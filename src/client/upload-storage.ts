import { type DBSchema, openDB } from 'idb'
import type { GenAIErrorCode } from '../model/errors.ts'
import type { UploadSession } from './gemini/upload-handle.ts'

/** An upload as it is kept: the bytes themselves, and how to go on. */
export interface KeptUpload {
  id: string
  /** What it goes to: uploads of another client or store are not taken up. */
  target: string
  file: File
  /** Milliseconds since 1970. */
  addedAt: number
  session?: UploadSession | undefined
  /** What the server has made of it, once it has all. */
  result?: object | undefined
  /** Somebody wanted it to wait. */
  isPaused?: boolean | undefined
  /** Why it failed, where trying again by itself would not help; `anew`: it has to be sent again. */
  failure?: { code: GenAIErrorCode; message: string; anew: boolean } | undefined
}

/** Keeps uploads over a reload. */
export interface UploadStorage {
  /** Tells storages apart. */
  readonly key: string
  list(): Promise<KeptUpload[]>
  save(upload: KeptUpload): Promise<void>
  delete(id: string): Promise<void>
}

interface Schema extends DBSchema {
  uploads: { key: string; value: KeptUpload }
}

/**
 * Keeps uploads in this browser until they are done, with their bytes, in IndexedDB: after a reload they go on where they
 * were. Nothing is encrypted: whoever uses this browser can read it.
 *
 * @param options `name`: of the database, one for each person who signs in. Default: `react-genai-uploads`.
 * @example
 * const storage = indexedDbUploads()
 * const files = useUpload(gemini, { storage })
 */
export function indexedDbUploads({ name = 'react-genai-uploads' }: { name?: string } = {}): UploadStorage {
  let opened: ReturnType<typeof open> | undefined
  const open = () =>
    openDB<Schema>(name, 1, {
      upgrade: (db) => void db.createObjectStore('uploads', { keyPath: 'id' }),
      // A newer version of the app waits in another tab: it must not wait for ever.
      blocking: (_, __, event) => {
        opened = undefined
        ;(event.target as IDBDatabase | null)?.close()
      },
      terminated: () => (opened = undefined),
    })
  const database = (): ReturnType<typeof open> => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  return {
    key: name,
    list: async () => (await (await database()).getAll('uploads')).sort((one, other) => one.addedAt - other.addedAt),
    save: async (upload) => void (await (await database()).put('uploads', upload)),
    delete: async (id) => (await database()).delete('uploads', id),
  }
}
