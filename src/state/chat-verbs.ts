import { contentOf } from '../model/chat/content-of.ts'
import { isUnsent } from '../model/chat/chat-message.ts'
import type { ChatQueue } from './chat-queue.ts'
import { type ChatRuns, TAB } from './chat-run.ts'
import type { ChatStoreOptions } from './chat-options.ts'
import type { ChatVerbs } from './chat-state.ts'
import type { ChatThread } from './chat-thread.ts'
import type { ToolDesk } from './tool-desk.ts'

/** What the verbs of a chat work with. */
interface ChatCore {
  thread: ChatThread
  runs: ChatRuns
  desk: ToolDesk
  queue: ChatQueue
  whileStreaming(): NonNullable<ChatStoreOptions['whileStreaming']>
  /** Whether a reply is being written, here or in another tab. */
  isReplying(): boolean
  /** A person has done something: tools of the page may bring about replies again. */
  startOver(): void
  /** Sends what is next in the queue, when its turn has come. */
  advance(): void
  publish(): void
}

/** What can be done with a chat. */
export function makeChatVerbs(core: ChatCore): ChatVerbs {
  const { thread, runs, desk, queue } = core
  const verbs: ChatVerbs = {
    send: (input, options) => {
      const content = contentOf(input)
      const isBusy = core.isReplying()
      const whileStreaming = core.whileStreaming()
      if (!content || (isBusy && whileStreaming === 'drop')) return undefined
      if (isBusy && whileStreaming === 'replace') verbs.stop()
      const id = queue.add(content, options?.detach)
      core.startOver()
      core.advance()
      return id
    },
    stop: () => {
      desk.stop()
      core.startOver()
      if (runs.status) runs.stop()
      else core.publish()
    },
    leave: () => runs.status && runs.leave(),
    resume: (id) => runs.resume(id),
    regenerate: (id = thread.tree.path.at(-1)) => {
      const asked = thread.askedBy(id)
      verbs.stop()
      if (asked) runs.ask(asked.id)
    },
    retry: (id = thread.tree.path.at(-1)) => {
      const message = thread.get(id ?? '')
      if (!message) return
      const resume = message.status === 'interrupted' && desk.resume(message)
      core.startOver()
      if (resume) runs.ask(message.id, resume)
      else if (isUnsent(message)) verbs.edit(message.id, message.content)
      else if (!runs.resume(id)) verbs.regenerate(message.id)
    },
    edit: (id, input) => {
      const message = thread.get(id)
      const content = contentOf(input)
      if (message?.role !== 'user' || !content) return undefined
      if (isUnsent(message)) {
        queue.addAgain(message, content)
        core.advance()
        return id
      }
      verbs.stop()
      const next = thread.reword(message, content, TAB)
      runs.ask(next)
      return next
    },
    switchTo: (id, end) => {
      if (!thread.tree.get(id)) return
      const wasWriting = runs.status !== undefined
      desk.stop()
      verbs.leave()
      // What waits was written for the branch that was shown.
      queue.isHeld ||= wasWriting
      thread.show(id, end)
      core.publish()
    },
    branches: (id) => thread.tree.branches(id),
    respond: (part, output) => desk.runner.respond(thread.tree.head, part, output),
    restart: (part, ...options) => desk.runner.restart(thread.tree.head, part, ...options),
    approve: (part) => desk.runner.approve(thread.tree.head, part),
    decline: (part) => desk.runner.decline(thread.tree.head, part),
    dequeue: (id) => {
      if (thread.get(id)?.status === 'queued') verbs.remove(id)
    },
    flush: () => {
      queue.isHeld = false
      core.advance()
    },
    remove: (id) => {
      const message = thread.get(id)
      if (!message) return
      if (isUnsent(message)) thread.lift(id)
      else verbs.stop()
      thread.remove(id)
      thread.tree.open()
      core.publish()
    },
    reset: () => {
      verbs.stop()
      for (const { id } of thread.all()) thread.remove(id)
      core.publish()
    },
  }
  return verbs
}
