import type { ThreadPatch } from '../client/chat-storage.ts'
import { THREAD_VERSION, titleOf } from '../model/chat/stored-thread.ts'
import type { ChatStore } from './chat-store.ts'

/** The facts of a thread as they are to be saved. `isNews`: messages have changed with them. */
export function patchOf(
  { id, thread, draft }: ChatStore,
  { isNamed, isNews }: { isNamed: boolean; isNews: boolean },
): ThreadPatch {
  const { head } = thread.tree
  const title = isNamed ? '' : titleOf(thread.messages.length > 0 ? thread.messages : thread.queue)
  return {
    version: THREAD_VERSION,
    id,
    // Looking at a thread, and writing what is not sent, leaves it where it stands in the list.
    ...(isNews && { updatedAt: Date.now() }),
    draft: draft.getSnapshot().text,
    ...(head && { head: head.id }),
    ...(title && { title }),
  }
}
