/** Words of widgets that ask. */
export interface AskLabels {
  ask: string
  askPlaceholder: string
  send: string
  stop: string
  suggestions: string
  waiting: string
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
  answering: 'The answer is being written',
  answered: (text) => (text ? `Answer: ${text}` : 'The answer is complete'),
  stopped: 'Stopped',
}
