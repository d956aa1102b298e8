import { ChatMessage, type ChatMessageData } from './chat-message.ts'

const ROOT = ''
/** The path ends here, although messages follow. */
const END = ''

/**
 * Messages by what they follow. One path through them is shown; the others are branches, kept and switched to.
 * Changing a message costs the same however many there are; the path is read again only when its shape changes.
 */
export class MessageTree {
  readonly #messages = new Map<string, ChatMessage>()
  readonly #children = new Map<string, string[]>()
  /** Where the path goes on from a message with several children. Default: the newest. */
  readonly #chosen = new Map<string, string>()
  #path: readonly string[] | undefined

  get(id: string): ChatMessage | undefined {
    return this.#messages.get(id)
  }

  /** Every message there is, in no order. */
  all(): IterableIterator<ChatMessage> {
    return this.#messages.values()
  }

  /** The ids of the path that is shown, first to last. The same array until its shape changes. */
  get path(): readonly string[] {
    if (!this.#path) {
      const path: string[] = []
      for (let id = this.#next(ROOT); id !== undefined; id = this.#next(id)) path.push(id)
      this.#path = path
    }
    return this.#path
  }

  /** Whether this is still the path. Unlike a look at `path`, it reads nothing. */
  isPath(path: readonly string[]): boolean {
    return this.#path === path
  }

  /** The last message of the path. */
  get head(): ChatMessage | undefined {
    const id = this.path.at(-1)
    return id === undefined ? undefined : this.#messages.get(id)
  }

  /** Puts a message in, or another state of one that is there. A new one joins the path where that goes through its parent. */
  set(stored: ChatMessageData): ChatMessage {
    const message = new ChatMessage(stored)
    const before = this.#messages.get(stored.id)
    this.#messages.set(stored.id, message)
    if (!before) this.#insert(message)
    else if (before.parentId !== stored.parentId) {
      this.#detach(before)
      this.#insert(message)
    }
    return message
  }

  /** Takes out a message and all that follows it. Returns their ids. */
  remove(id: string): string[] {
    const message = this.#messages.get(id)
    if (!message) return []
    this.#detach(message)
    const gone = [id]
    // It grows while it is walked.
    for (const next of gone) {
      gone.push(...(this.#children.get(next) ?? []))
      this.#children.delete(next)
      this.#chosen.delete(next)
      this.#messages.delete(next)
    }
    return gone
  }

  /** What follows a message, oldest first. */
  children(id: string): ChatMessage[] {
    return (this.#children.get(id) ?? []).flatMap((child) => this.#messages.get(child) ?? [])
  }

  /** The messages that follow the same one as this, oldest first: its branches, itself among them. */
  branches(id: string): readonly string[] {
    const message = this.#messages.get(id)
    return message ? (this.#children.get(message.parentId ?? ROOT) ?? []) : []
  }

  /** Makes the path go through a message, and end with it when `end` says so. */
  choose(id: string, end = false): void {
    if (end) this.end(id)
    const seen = new Set<string>()
    for (let at = this.#messages.get(id); at && !seen.has(at.id); at = this.#messages.get(at.parentId ?? ROOT)) {
      seen.add(at.id)
      this.#chosen.set(at.parentId ?? ROOT, at.id)
    }
    this.#path = undefined
  }

  /** Ends the path with a message, although others follow; without one, before the first. */
  end(id: string = ROOT): void {
    this.#chosen.set(id, END)
    this.#path = undefined
  }

  /** Lets a path that was ended go on. */
  open(): void {
    const last = this.path.at(-1) ?? ROOT
    if (this.#chosen.get(last) === END) this.#chosen.delete(last)
    this.#path = undefined
  }

  #next(id: string): string | undefined {
    return (this.#chosen.get(id) ?? this.#children.get(id)?.at(-1)) || undefined
  }

  #insert({ id, parentId = ROOT }: ChatMessage): void {
    const siblings = this.#children.get(parentId) ?? []
    // Ids sort by time, so this is nearly always at the end.
    const after = siblings.findLastIndex((other) => other < id)
    siblings.splice(after + 1, 0, id)
    this.#children.set(parentId, siblings)
    this.#path = undefined
  }

  #detach({ id, parentId = ROOT }: ChatMessage): void {
    this.#children.set(
      parentId,
      (this.#children.get(parentId) ?? []).filter((other) => other !== id),
    )
    if (this.#chosen.get(parentId) === id) this.#chosen.delete(parentId)
    this.#path = undefined
  }
}
