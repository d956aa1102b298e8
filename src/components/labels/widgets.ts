/** Words of widgets that ask. */
export interface AskLabels {
  ask: string
  askPlaceholder: string
  send: string
  stop: string
  suggestions: string
  waiting: string
  /** A try has failed; another one follows. */
  retrying: string
  waitingForNetwork: string
  answering: string
  answered: (text: string) => string
  stopped: string
}

export const askLabels: AskLabels = {
  ask: 'Ask',
  askPlaceholder: 'Ask anything',
  send: 'Send',
  stop: 'Stop',
  suggestions: 'Suggestions',
  waiting: 'Waiting for an answer',
  retrying: 'The server did not answer. Trying again…',
  waitingForNetwork: 'Goes out when you are online again',
  answering: 'The answer is being written',
  answered: (text) => (text ? `Answer: ${text}` : 'The answer is complete'),
  stopped: 'Stopped',
}
