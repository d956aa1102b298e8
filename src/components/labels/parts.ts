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
  unshownMedia: string
  toolRunning: (name: string) => string
  toolDone: (name: string) => string
  toolWaiting: (name: string) => string
  toolRequested: (name: string) => string
  toolInput: string
  toolOutput: string
  malformedPart: string
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
  unshownMedia: 'This file cannot be shown here.',
  toolRunning: (name) => `Using ${name}`,
  toolDone: (name) => `Used ${name}`,
  toolWaiting: (name) => `${name} waits for an answer`,
  toolRequested: (name) => `Wants to use ${name}`,
  toolInput: 'Input',
  toolOutput: 'Output',
  malformedPart: 'The server sent a part that could not be read.',
}
