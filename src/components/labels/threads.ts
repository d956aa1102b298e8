/** Words of a list of conversations. */
export interface ThreadLabels {
  chats: string
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
}

export const threadLabels: ThreadLabels = {
  chats: 'Chats',
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
}
