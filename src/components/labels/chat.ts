/** Words of a conversation: its list, its composer, its widget. */
export interface ChatLabels {
  chat: string
  messages: string
  message: string
  messagePlaceholder: string
  sendMessage: string
  stopReply: string
  welcome: string
  waitingForReply: string
  writingReply: string
  replyDone: string
  replyStopped: string
  replyFailed: string
  toolWaits: (name: string) => string
  /** Jumps to the end; `count` turns have come since the reader left it. */
  jumpToEnd: (count: number) => string
  newMessages: (count: number) => string
  /** A day as a line between messages. */
  day: (time: number) => string
  queued: string
  waitingForNetwork: string
  notSent: string
  sending: string
  takeBack: string
  sendNow: string
  edit: string
  save: string
  cancel: string
  remove: string
  regenerate: string
  copyMessage: string
  good: string
  bad: string
  readAloud: string
  stopReading: string
  actions: string
  branch: (at: number, of: number) => string
  previousBranch: string
  nextBranch: string
  attach: string
  attachments: string
  removeAttachment: (name: string) => string
  uploading: (name: string, percent: number) => string
  tooManyFiles: (limit: number) => string
  fileTooBig: (name: string, limit: string) => string
  fileNotAllowed: (name: string) => string
  dropFiles: string
  dictate: string
  stopDictating: string
  offline: string
  openChat: string
  closeChat: string
  newChat: string
  chats: string
  showChats: string
  hideChats: string
  searchChats: string
  noChats: string
  rename: string
  chatName: string
  deleteChat: string
  chatDeleted: (title: string) => string
  undo: string
  exportChat: string
  importChat: string
  notImported: string
  untitled: string
  notStored: string
  loadingChat: string
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

export const chatLabels: ChatLabels = {
  chat: 'Chat',
  messages: 'Conversation',
  message: 'Message',
  messagePlaceholder: 'Write a message',
  sendMessage: 'Send',
  stopReply: 'Stop',
  welcome: 'How can I help?',
  waitingForReply: 'Waiting for an answer',
  writingReply: 'The answer is being written',
  replyDone: 'The answer is complete',
  replyStopped: 'Stopped',
  replyFailed: 'The answer could not be finished',
  toolWaits: (name) => `${name} waits for your answer`,
  jumpToEnd: (count) => (count > 0 ? `${plural(count, 'new message', 'new messages')}, to the end` : 'To the end'),
  newMessages: (count) => String(count),
  day: (time) => new Date(time).toLocaleDateString('en', { weekday: 'long', day: 'numeric', month: 'long' }),
  queued: 'Goes out next',
  waitingForNetwork: 'Goes out when you are online again',
  notSent: 'Not sent',
  sending: 'Sending',
  takeBack: 'Take back',
  sendNow: 'Send now',
  edit: 'Edit',
  save: 'Send',
  cancel: 'Cancel',
  remove: 'Delete',
  regenerate: 'Answer again',
  copyMessage: 'Copy',
  good: 'Good answer',
  bad: 'Bad answer',
  readAloud: 'Read aloud',
  stopReading: 'Stop reading',
  actions: 'Message actions',
  branch: (at, of) => `${at} of ${of}`,
  previousBranch: 'Previous version',
  nextBranch: 'Next version',
  attach: 'Attach files',
  attachments: 'Attachments',
  removeAttachment: (name) => `Remove ${name}`,
  uploading: (name, percent) => `Uploading ${name}: ${percent} %`,
  tooManyFiles: (limit) => `No more than ${plural(limit, 'file', 'files')} can go with a message.`,
  fileTooBig: (name, limit) => `${name} is larger than ${limit}.`,
  fileNotAllowed: (name) => `${name} is of a kind that cannot be sent here.`,
  dropFiles: 'Drop files to attach them',
  dictate: 'Dictate',
  stopDictating: 'Stop dictating',
  offline: 'You are offline. Messages wait here and go out when you are back.',
  openChat: 'Open chat',
  closeChat: 'Close chat',
  newChat: 'New chat',
  chats: 'Chats',
  showChats: 'Show chats',
  hideChats: 'Hide chats',
  searchChats: 'Search chats',
  noChats: 'Nothing here yet',
  rename: 'Rename',
  chatName: 'Name of the chat',
  deleteChat: 'Delete chat',
  chatDeleted: (title) => `“${title}” was deleted.`,
  undo: 'Undo',
  exportChat: 'Export',
  importChat: 'Import a chat',
  notImported: 'That file is no chat that can be read here.',
  untitled: 'New chat',
  notStored: 'This conversation could not be saved here. It goes on, but closing the page would lose it.',
  loadingChat: 'Loading the conversation',
}
