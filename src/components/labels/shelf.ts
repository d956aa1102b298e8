/** Words of the shelf that files lie on. */
export interface ShelfLabels {
  files: string
  chooseFiles: string
  dropFilesHere: string
  noFiles: string
  uploadStatus: Record<'queued' | 'uploading' | 'paused' | 'processing' | 'ready' | 'error', string>
  processingFailed: string
  uploadsAt: (ready: number, of: number) => string
  pauseUpload: (name: string) => string
  resumeUpload: (name: string) => string
  retryUpload: (name: string) => string
  cancelUpload: (name: string) => string
  pauseAll: string
  resumeAll: string
  retryAll: string
  pickFile: (name: string) => string
  deleteFile: (name: string) => string
  fileDeleted: (name: string) => string
  /** When the service forgets it. */
  keptUntil: (time: string) => string
  showMore: string
}

export const shelfLabels: ShelfLabels = {
  files: 'Files',
  chooseFiles: 'Choose files',
  dropFilesHere: 'Drop files here, or',
  noFiles: 'No files yet',
  uploadStatus: {
    queued: 'Waiting',
    uploading: 'Uploading',
    paused: 'Paused',
    processing: 'Being processed',
    ready: 'Ready',
    error: 'Failed',
  },
  processingFailed: 'Could not be processed',
  uploadsAt: (ready, of) => `${ready} of ${of} uploaded`,
  pauseUpload: (name) => `Pause ${name}`,
  resumeUpload: (name) => `Go on with ${name}`,
  retryUpload: (name) => `Try ${name} again`,
  cancelUpload: (name) => `Cancel ${name}`,
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  retryAll: 'Try the failed again',
  pickFile: (name) => `Use ${name}`,
  deleteFile: (name) => `Delete ${name}`,
  fileDeleted: (name) => `${name} was deleted.`,
  keptUntil: (time) =>
    `kept until ${new Date(time).toLocaleString('en', { weekday: 'short', hour: 'numeric', minute: '2-digit' })}`,
  showMore: 'Show more',
}
