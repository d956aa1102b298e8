/** Words of messages and their parts. */
export interface PartLabels {
  roles: Record<'system' | 'user' | 'model' | 'tool', string>
  thinking: string
  thoughts: string
  audio: string
  video: string
  file: string
  download: string
  openFile: (host: string) => string
  blockedMedia: (host: string) => string
  unshownMedia: string
  /** Opens an image in full size. */
  enlarge: (label: string) => string
  close: string
  /** A file's size, of a number of bytes. */
  bytes: (count: number) => string
  /** How long the model thought, in milliseconds. */
  thoughtFor: (milliseconds: number) => string
  toolPartial: (name: string) => string
  toolFailed: (name: string) => string
  toolRunning: (name: string) => string
  /** What the model had run on the server, and what came of it. */
  executedCode: string
  executionOutput: string
  executionFailed: string
  toolDone: (name: string) => string
  toolWaiting: (name: string) => string
  toolRequested: (name: string) => string
  toolInput: string
  toolOutput: string
  malformedPart: string
  /** In place of what threw while it was drawn; its text stands below, where it has one. */
  notShown: string
  approve: string
  decline: string
}

export const partLabels: PartLabels = {
  roles: { system: 'Instructions', user: 'You', model: 'Answer', tool: 'Tool' },
  thinking: 'Thinking',
  thoughts: 'Thoughts',
  audio: 'Audio from the model',
  video: 'Video from the model',
  file: 'File from the model',
  download: 'Download',
  openFile: (host) => `Open at ${host}`,
  blockedMedia: (host) => `Not loaded: this would contact ${host}.`,
  unshownMedia: 'This file cannot be shown here.',
  enlarge: (label) => `Enlarge: ${label}`,
  close: 'Close',
  bytes: (count) =>
    count < 1000 ? `${count} B` : count < 1e6 ? `${(count / 1000).toFixed(1)} kB` : `${(count / 1e6).toFixed(1)} MB`,
  thoughtFor: (milliseconds) => `Thought for ${Math.max(1, Math.round(milliseconds / 1000))} s`,
  toolPartial: (name) => `Preparing ${name}`,
  toolFailed: (name) => `${name} failed`,
  executedCode: 'Code that was run',
  executionOutput: 'Output',
  executionFailed: 'The code failed',
  toolRunning: (name) => `Using ${name}`,
  toolDone: (name) => `Used ${name}`,
  toolWaiting: (name) => `${name} waits for an answer`,
  toolRequested: (name) => `Wants to use ${name}`,
  toolInput: 'Input',
  toolOutput: 'Output',
  malformedPart: 'The server sent a part that could not be read.',
  notShown: 'This could not be shown as it should. The rest is not affected.',
  approve: 'Approve',
  decline: 'Decline',
}
