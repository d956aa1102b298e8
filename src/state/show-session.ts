import type { SessionSnapshot } from '../model/data.ts'
import { Message } from '../model/message.ts'
import { contentOfSession, makeSession } from '../model/session.ts'
import type { ChatStore } from './chat-store.ts'

/** Shows a session of an agent in place of what a chat shows: what is sent next goes on from there. */
export function showSession(store: ChatStore, { snapshotId, sessionId, state }: SessionSnapshot): void {
  const { messages = [], custom, artifacts } = state ?? {}
  const { delta } = makeSession(
    { snapshotId, ...(sessionId !== undefined && { sessionId }) },
    contentOfSession({ ...makeSession({}, { custom, ...(artifacts && { artifacts }) }) }),
  )
  // What is at work in the background goes on there.
  store.getSnapshot().leave()
  store.getSnapshot().reset()
  // Not what else a server keeps with a message: its ids and places are not ours.
  const said = messages.filter(({ role }) => role !== 'system').map((message) => new Message(message).toJSON())
  const ids = store.thread.putChain(said)
  const last = ids.at(-1)
  if (last !== undefined) {
    const waits = store.thread.get(last)?.interrupts[0] !== undefined
    store.thread.update(last, { response: { session: delta }, ...(waits && { status: 'interrupted' }) })
  }
  store.thread.flush()
  // Tells who watches: what was put, was put for them.
  store.merge([])
}
