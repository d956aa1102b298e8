import type { GenAIErrorCode } from '../model/errors.ts'
import type { FinishReason } from '../model/data.ts'

/** Every string that components and widgets show or speak. Replace any of them, or all for another language. */
export interface Labels {
  ask: string
  askPlaceholder: string
  send: string
  stop: string
  retry: string
  suggestions: string
  waiting: string
  answering: string
  answered: (text: string) => string
  stopped: string
  roles: Record<'system' | 'user' | 'model' | 'tool', string>
  thinking: string
  thoughts: string
  image: string
  audio: string
  video: string
  file: string
  download: string
  openFile: (host: string) => string
  showMedia: (host: string) => string
  blockedMedia: (host: string) => string
  unshownMedia: string
  toolRunning: (name: string) => string
  toolDone: (name: string) => string
  toolWaiting: (name: string) => string
  toolRequested: (name: string) => string
  toolInput: string
  toolOutput: string
  malformedPart: string
  /** In the box of a form that fills itself in. */
  objectPlaceholder: string
  filling: string
  filled: (issues: number) => string
  /** Why it was not handed over. */
  refused: (issues: number) => string
  /** Hands the finished object over. */
  submitObject: string
  /** On its button, while the app takes it. */
  submitting: string
  submitFailed: string
  /** An element of a list, by its number. */
  item: (number: number) => string
  yes: string
  no: string
  noValue: string
  /** What is called nothing: a value that stands alone. */
  value: string
  /** What stands beside a field that is wrong. */
  issue: (message: string) => string
  finish: Partial<Record<FinishReason, string>>
  errors: Record<GenAIErrorCode, string>
}

/** The English strings that hold where no others are given. */
export const defaultLabels: Labels = {
  ask: 'Ask',
  askPlaceholder: 'Ask anything',
  send: 'Send',
  stop: 'Stop',
  retry: 'Try again',
  suggestions: 'Suggestions',
  waiting: 'Waiting for an answer',
  answering: 'The answer is being written',
  answered: (text) => (text ? `Answer: ${text}` : 'The answer is complete'),
  stopped: 'Stopped',
  roles: { system: 'Instructions', user: 'You', model: 'Answer', tool: 'Tool' },
  thinking: 'Thinking',
  thoughts: 'Thoughts',
  image: 'Image from the model',
  audio: 'Audio from the model',
  video: 'Video from the model',
  file: 'File from the model',
  download: 'Download',
  openFile: (host) => `Open at ${host}`,
  showMedia: (host) => `Load it from ${host}`,
  blockedMedia: (host) => `Not loaded: this would contact ${host}.`,
  unshownMedia: 'This file cannot be shown here.',
  toolRunning: (name) => `Using ${name}`,
  toolDone: (name) => `Used ${name}`,
  toolWaiting: (name) => `${name} waits for an answer`,
  toolRequested: (name) => `Wants to use ${name}`,
  toolInput: 'Input',
  toolOutput: 'Output',
  malformedPart: 'The server sent a part that could not be read.',
  objectPlaceholder: 'Describe it, or paste a text',
  filling: 'The form is being filled in',
  filled: (issues) =>
    issues === 0
      ? 'The form is filled in'
      : `The form is filled in; ${issues} ${issues === 1 ? 'field needs' : 'fields need'} a look`,
  refused: (issues) => (issues === 1 ? 'One field needs a look first.' : `${issues} fields need a look first.`),
  submitObject: 'Use this',
  submitting: 'One moment…',
  submitFailed: 'That did not work. Nothing is lost: try again.',
  item: (number) => `${number}.`,
  yes: 'Yes',
  no: 'No',
  noValue: 'Empty',
  value: 'Value',
  issue: (message) => (/received (undefined|null|NaN)$/.test(message) ? 'Please fill this in.' : message),
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
