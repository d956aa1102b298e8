import type { ChatMessage } from '../model/chat/chat-message.ts'
import type { Part } from '../model/data.ts'
import { TAB } from './chat-run.ts'
import type { ChatThread } from './chat-thread.ts'

/** Messages on their way out: each goes when the one before it has been answered. */
export class ChatQueue {
  readonly #thread: ChatThread
  readonly #ask: (id: string) => void
  isHeld = false

  constructor(thread: ChatThread, ask: (id: string) => void) {
    this.#thread = thread
    this.#ask = ask
  }

  /** Waits for a person when what came before it has failed, or waits itself. */
  hold(head: ChatMessage | undefined): void {
    this.isHeld = /failed|interrupted/.test(head?.status ?? '')
  }

  /** Puts a new message behind those that wait. Returns its id. */
  add(content: Part[], detach?: boolean): string {
    this.isHeld = false
    return this.#thread.write(content, { status: 'queued', owner: TAB, ...(detach && { detach }) })
  }

  /** Puts what never arrived behind those that wait; what was written after it stays where it is. */
  addAgain({ id, stored }: ChatMessage, content: Part[]): void {
    const { path } = this.#thread.tree
    const isLast = path.at(-1) === id
    if (stored.status === 'failed') this.#thread.lift(id)
    // It goes out where it stood: the path must not fall back to another version.
    if (isLast) this.#thread.tree.end(stored.parentId)
    const { error: _, parentId: __, ...rest } = stored
    this.#thread.put({ ...rest, content, status: 'queued', owner: TAB })
    this.isHeld = false
  }

  /** What goes out when its turn comes. What another tab has queued, that tab sends. */
  get next(): ChatMessage | undefined {
    return this.isHeld ? undefined : this.#thread.queue.find(({ stored }) => stored.owner === TAB)
  }

  /** Sends what is next, if there is anything. */
  advance(): boolean {
    const { next } = this
    if (!next) return false
    const { head } = this.#thread.tree
    this.#thread.put({ ...next.stored, ...(head && { parentId: head.id }), status: 'pending' })
    this.#ask(next.id)
    return true
  }
}
