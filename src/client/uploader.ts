import type { MediaData } from '../model/data.ts'
import { GenAIError } from '../model/errors.ts'

/** What an uploader is given beside the file. */
export interface UploadOptions {
  signal: AbortSignal
  /** Say how far it is, from 0 to 1. */
  onProgress: (progress: number) => void
}

/** Takes a file to where the model can read it. */
export type Uploader = (file: File, options: UploadOptions) => Promise<MediaData>

/** Puts the file into the message itself, as a `data:` URL. Good for a few megabytes; servers have limits. */
export const dataUrlUploader: Uploader = (file, { signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    const contentType = file.type || 'application/octet-stream'
    signal.addEventListener('abort', () => reader.abort(), { once: true })
    reader.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0))
    reader.addEventListener('load', () => {
      // A file without a type gets an empty one from the browser, which no server understands.
      const url = (reader.result as string).replace(/^data:[^,;]*/, `data:${contentType}`)
      resolve({ url, contentType })
    })
    reader.addEventListener('abort', () =>
      reject(new GenAIError('aborted', 'The file was removed before it was read.')),
    )
    reader.addEventListener('error', () =>
      reject(new GenAIError('invalid', `"${file.name}" could not be read. Choose it again.`, { cause: reader.error })),
    )
    reader.readAsDataURL(file)
  })
