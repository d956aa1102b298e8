import type { FileSearchStores, DocumentOperation } from '../client/gemini/file-search-stores.ts'
import type { Files, GeminiFile } from '../client/gemini/files.ts'
import type { Operations } from '../client/gemini/operations.ts'
import type { WaitOptions } from '../client/pause.ts'
import type { Upload, UploadCallOptions } from '../client/gemini/upload-handle.ts'
import type { MediaPart } from '../model/data.ts'

/** Where files go, and when they have arrived. */
export interface UploadTarget<R extends object> {
  /** Tells targets apart. Never a credential. */
  readonly key: string
  start(file: File, options: UploadCallOptions): Promise<Upload<R>>
  /** What came of it, once it can be used. @throws GenAIError `server` when it never will. */
  ready(result: R, options: WaitOptions): Promise<R>
  /** How a message refers to it. */
  toPart(result: R): MediaPart | undefined
}

/** A file of the Gemini API in a message. */
export const fileToPart = ({ uri, mimeType, displayName: name }: GeminiFile): MediaPart | undefined =>
  uri === undefined
    ? undefined
    : { media: { url: uri, ...(mimeType && { contentType: mimeType }) }, ...(name && { metadata: { name } }) }

/** To `files`, where messages can refer to them. */
export const filesTarget = (client: { readonly key: string; files: Files }): UploadTarget<GeminiFile> => ({
  key: client.key,
  start: (file, options) =>
    client.files.startUpload({ file, config: { displayName: file.name, mimeType: file.type || undefined } }, options),
  ready: async (file, options) => ({ ...file, ...(await client.files.wait({ name: file.name ?? '' }, options)) }),
  toPart: fileToPart,
})

/** Into a store that the model searches. */
export const storeTarget = (
  client: { readonly key: string; fileSearchStores: FileSearchStores; operations: Operations },
  store: string,
): UploadTarget<DocumentOperation> => ({
  key: `${client.key} ${store}`,
  start: (file, options) =>
    client.fileSearchStores.startUpload(
      {
        fileSearchStoreName: store,
        file,
        config: { displayName: file.name, mimeType: file.type || undefined },
      },
      options,
    ),
  ready: (operation, options) => client.operations.wait({ operation }, options),
  toPart: () => undefined,
})
