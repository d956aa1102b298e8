import type { FinishReason } from '../../model/data.ts'
import type { GenAIErrorCode } from '../../model/errors.ts'

/** What ended otherwise than it should. */
export interface NoticeLabels {
  retry: string
  finish: Partial<Record<FinishReason, string>>
  errors: Record<GenAIErrorCode, string>
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
}
