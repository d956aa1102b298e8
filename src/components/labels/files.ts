/** Words of files that go with a message. */
export interface FileLabels {
  attach: string
  attachments: string
  removeAttachment: (name: string) => string
  uploading: (name: string, percent: number) => string
  tooManyFiles: (limit: number) => string
  fileTooBig: (name: string, limit: string) => string
  fileNotAllowed: (name: string) => string
  dropFiles: string
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

export const fileLabels: FileLabels = {
  attach: 'Attach files',
  attachments: 'Attachments',
  removeAttachment: (name) => `Remove ${name}`,
  uploading: (name, percent) => `Uploading ${name}: ${percent} %`,
  tooManyFiles: (limit) => `No more than ${plural(limit, 'file', 'files')} can go with a message.`,
  fileTooBig: (name, limit) => `${name} is larger than ${limit}.`,
  fileNotAllowed: (name) => `${name} is of a kind that cannot be sent here.`,
  dropFiles: 'Drop files to attach them',
}
