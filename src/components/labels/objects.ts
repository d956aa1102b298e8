/** Words of structured values and their form. */
export interface ObjectLabels {
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
}

export const objectLabels: ObjectLabels = {
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
}
