import type { FinishReason } from '../../model/data.ts'
import type { GenAIErrorCode } from '../../model/errors.ts'

/** What ended otherwise than it should. */
export interface NoticeLabels {
  retry: string
  finish: Partial<Record<FinishReason, string>>
  errors: Record<GenAIErrorCode, string>
  /** A provider's own reasons for an ending, by their names. */
  reasons: Readonly<Record<string, string>>
  tokensIn: (count: number) => string
  tokensOut: (count: number) => string
  tokensThought: (count: number) => string
  tokensCached: (count: number) => string
}

export const noticeLabels: NoticeLabels = {
  retry: 'Try again',
  finish: {
    length: 'The answer reached its maximum length and was cut short.',
    blocked: 'The model refused to answer this.',
    aborted: 'Stopped before the end.',
    failed: 'The answer could not be finished.',
    interrupted: 'A tool needs an answer from a person before the model can go on.',
    other: 'The answer ended early.',
  },
  errors: {
    aborted: 'Stopped',
    offline: 'You are offline',
    network: 'No connection',
    timeout: 'No answer in time',
    http: 'The server refused',
    protocol: 'Unexpected answer',
    parse: 'Unreadable answer',
    truncated: 'The answer was cut off',
    server: 'Something failed on the server',
    blocked: 'The model refused',
    invalid: 'That cannot be sent',
  },
  reasons: {
    SAFETY: 'It was held back for safety.',
    RECITATION: 'It would have repeated a protected text.',
    LANGUAGE: 'Its language is not supported.',
    BLOCKLIST: 'It holds a word that is not allowed.',
    PROHIBITED_CONTENT: 'It is about something that is not allowed.',
    SPII: 'It would have told personal data.',
    IMAGE_SAFETY: 'The picture was held back for safety.',
    IMAGE_PROHIBITED_CONTENT: 'The picture would have shown something that is not allowed.',
    IMAGE_RECITATION: 'The picture would have repeated a protected one.',
    MALFORMED_FUNCTION_CALL: 'The model called a tool in a way that could not be read.',
    NO_IMAGE: 'The model drew no picture.',
  },
  tokensIn: (count) => `${count.toLocaleString('en')} tokens in`,
  tokensOut: (count) => `${count.toLocaleString('en')} out`,
  tokensThought: (count) => `${count.toLocaleString('en')} for thinking`,
  tokensCached: (count) => `${count.toLocaleString('en')} of them cached`,
}
