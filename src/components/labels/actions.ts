/** Words of what can be done with a message. */
export interface ActionLabels {
  good: string
  bad: string
  readAloud: string
  stopReading: string
  actions: string
  branch: (at: number, of: number) => string
  previousBranch: string
  nextBranch: string
  copyMessage: string
  regenerate: string
  dictate: string
  stopDictating: string
}

export const actionLabels: ActionLabels = {
  good: 'Good answer',
  bad: 'Bad answer',
  readAloud: 'Read aloud',
  stopReading: 'Stop reading',
  actions: 'Message actions',
  branch: (at, of) => `${at} of ${of}`,
  previousBranch: 'Previous version',
  nextBranch: 'Next version',
  copyMessage: 'Copy',
  regenerate: 'Answer again',
  dictate: 'Dictate',
  stopDictating: 'Stop dictating',
}
