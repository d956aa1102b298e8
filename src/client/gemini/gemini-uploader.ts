import type { Uploader } from '../uploader.ts'
import { pollDelay, type PollOptions } from '../poll-delay.ts'
import type { Files } from './files.ts'

/**
 * Takes the files of a `Composer` or `ChatWidget` to Gemini's `files`, so that the message only says where they are: for
 * what is too large to be sent with every message. Gives a file when the model can use it.
 *
 * @example
 * <ChatWidget backend={gemini.model('gemini-2.5-flash')} attachments={{ uploader: geminiUploader(gemini) }} />
 */
export const geminiUploader =
  ({ files }: { files: Files }, poll: PollOptions = {}): Uploader =>
  async (file, { signal, onProgress }) => {
    const { name = '' } = await files.upload(
      { file, config: { displayName: file.name, mimeType: file.type || undefined } },
      { signal, onProgress: ({ sent, total }) => onProgress(total === 0 ? 1 : sent / total) },
    )
    const { uri = '', mimeType } = await files.wait({ name }, { signal, interval: (looks) => pollDelay(looks, poll) })
    return { url: uri, ...(mimeType && { contentType: mimeType }) }
  }
