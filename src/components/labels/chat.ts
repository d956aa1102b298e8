import { artifactLabels } from './artifacts.ts'

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
  /** The connection has broken, and is being made again. */
  reconnecting: string
  /** A try has failed; another one follows. */
  retrying: string
  /** An agent works on it although nobody watches. */
  inBackground: string
  artifacts: string
  /** What an agent has made and given no name, by its number. */
  artifact: (number: number) => string
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
  offline: string
  openChat: string
  /** The same, when something has come meanwhile. */
  openUnread: string
  closeChat: string
  newChat: string
  showChats: string
  hideChats: string
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
  reconnecting: 'The connection was lost. Connecting again…',
  retrying: 'The server did not answer. Trying again…',
  inBackground: 'At work in the background. You can close this page and come back.',
  ...artifactLabels,
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
  offline: 'You are offline. Messages wait here and go out when you are back.',
  openChat: 'Open chat',
  openUnread: 'Open chat, new message',
  closeChat: 'Close chat',
  newChat: 'New chat',
  showChats: 'Show chats',
  hideChats: 'Hide chats',
  notStored: 'This conversation could not be saved here. It goes on, but closing the page would lose it.',
  loadingChat: 'Loading the conversation',
}
