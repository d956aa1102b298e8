import type { Part } from '../../wire/genkit-data.ts'

/** Text not yet sent, and what goes with it. */
export interface ChatDraft {
  readonly text: string
  readonly attachments: readonly ChatAttachment[]
}

/** A file that goes with a message. */
export interface ChatAttachment {
  readonly id: string
  readonly name: string
  /** In bytes. */
  readonly size: number
  readonly contentType: string
  /** Where it is, once it is there: a `data:` URL, or what the uploader gave. */
  readonly url?: string | undefined
  /** From 0 to 1, while it is on its way. */
  readonly progress?: number | undefined
  /** Why it is not there. */
  readonly error?: string | undefined
}

/** What is sent of a draft: its files, then its text. */
export function partsOf({ text, attachments }: ChatDraft): Part[] {
  const media = attachments.flatMap(({ url, contentType, name, size }): Part[] =>
    url === undefined ? [] : [{ media: { url, contentType }, metadata: { name, size } }],
  )
  return text.trim() === '' ? media : [...media, { text }]
}
