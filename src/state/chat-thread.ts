import { ChatMessage, type ChatMessageData, isBusy, newId, settled } from '../model/chat/chat-message.ts'
import { MessageTree } from '../model/chat/message-tree.ts'
import { turnsOf, type ChatTurnIds } from '../model/chat/turns.ts'
import type { MessageData, Part } from '../model/data.ts'
import { safely } from '../client/safely.ts'

/** What changed in a thread, for whoever stores it. */
export interface ThreadChange {
  /** Messages that are new or have another state. */
  changed: ReadonlySet<string>
  removed: ReadonlySet<string>
  /** Only a reply has grown: it may wait a little. */
  growth: boolean
}

const replace = (list: readonly ChatMessage[], message: ChatMessage): readonly ChatMessage[] => {
  const at = list.findLastIndex(({ id }) => id === message.id)
  // One copy of memory, not one step for each: a reply is written into lists of thousands, frame by frame.
  const next = list.slice()
  if (at !== -1) next[at] = message
  return next
}

/**
 * The messages of a thread and who watches them. It collects changes until `flush`, then tells those who watch a message
 * that changed, and those who keep it.
 */
export class ChatThread {
  readonly tree = new MessageTree()
  queue: readonly ChatMessage[] = []
  #messages: readonly ChatMessage[] = []
  #turns: readonly ChatTurnIds[] = []
  #path: readonly string[] = []
  readonly #watchers = new Map<string, Set<() => void>>()
  readonly #keepers = new Set<(change: ThreadChange) => void>()
  #changed = new Set<string>()
  #removed = new Set<string>()
  #growth = true

  /** The conversation that is shown. */
  get messages(): readonly ChatMessage[] {
    this.#sync()
    return this.#messages
  }

  get turns(): readonly ChatTurnIds[] {
    this.#sync()
    return this.#turns
  }

  get(id: string): ChatMessage | undefined {
    return this.tree.get(id) ?? this.queue.find((message) => message.id === id)
  }

  /** Every message, branches and queue included. */
  all(): ChatMessage[] {
    return [...this.tree.all(), ...this.queue]
  }

  /** Puts a message where its status says, or changes it. */
  put(stored: ChatMessageData, growth = false): void {
    const isQueued = stored.status === 'queued'
    const inQueue = this.queue.some(({ id }) => id === stored.id)
    if (isQueued) {
      this.tree.remove(stored.id)
      const message = new ChatMessage(stored)
      this.queue = inQueue ? replace(this.queue, message) : [...this.queue, message]
    } else {
      if (inQueue) this.queue = this.queue.filter(({ id }) => id !== stored.id)
      const message = this.tree.set(stored)
      if (this.tree.isPath(this.#path)) this.#messages = replace(this.#messages, message)
    }
    this.#changed.add(stored.id)
    this.#removed.delete(stored.id)
    this.#growth &&= growth
  }

  /** Puts messages behind one another, as apps have them: those without an id of their own get one. Returns their ids. */
  putChain(messages: readonly (MessageData | ChatMessageData)[]): string[] {
    const ids: string[] = []
    let parentId: string | undefined
    for (const message of messages) {
      const { parentId: _, id, ...said } = message as Partial<ChatMessageData> & MessageData
      const stored = settled({
        createdAt: Date.now(),
        status: said.role === 'user' ? 'sent' : 'done',
        ...said,
        // One that is there already would be changed, not followed.
        id: id && !this.get(id) ? id : newId(),
        ...(parentId !== undefined && { parentId }),
      })
      this.put(stored)
      parentId = stored.id
      ids.push(parentId)
    }
    this.flush()
    return ids
  }

  /** Takes in messages from where they are kept, which is told nothing of it. */
  merge(messages: readonly ChatMessageData[], removed: readonly string[], head?: string): void {
    for (const stored of messages) this.put(stored)
    for (const id of removed) this.remove(id)
    if (head !== undefined && this.tree.get(head)) this.tree.choose(head)
    this.flush(false)
  }

  /** Those of some messages that a tab does not work on, here or where they come from. */
  notOf(tab: string, messages: readonly ChatMessageData[]): ChatMessageData[] {
    return messages.filter(({ id, owner }) => owner !== tab && this.get(id)?.stored.owner !== tab)
  }

  /** Whether the end of the path is at work in another tab than this. */
  isBusyOutside(tab: string): boolean {
    const { head } = this.tree
    return [head, this.askedBy(head?.id)].some((one) => isBusy(one) && one?.stored.owner !== tab)
  }

  /** A new message of a person. Returns its id. */
  write(content: Part[], facts: Pick<ChatMessageData, 'status'> & Partial<ChatMessageData>): string {
    const id = newId()
    this.put({ role: 'user', content, id, createdAt: Date.now(), ...facts })
    return id
  }

  /** Another wording of a message, beside it. Returns its id. */
  reword({ stored: { parentId, metadata } }: ChatMessage, content: Part[], owner: string): string {
    const place = { ...(parentId !== undefined && { parentId }), ...(metadata && { metadata }) }
    return this.write(content, { status: 'pending', owner, ...place })
  }

  /** The message of a person that a reply answers. */
  askedBy(id: string | undefined): ChatMessage | undefined {
    let message = this.tree.get(id ?? '')
    while (message && message.role !== 'user') message = this.tree.get(message.parentId ?? '')
    return message
  }

  /** The message of the last turn whose reply can be taken up; none when `id` is of a turn before it. */
  resumable(id?: string): string | undefined {
    const { path } = this.tree
    const from = Math.max(
      0,
      path.findLastIndex((one) => this.tree.get(one)?.role === 'user'),
    )
    if (id !== undefined && path.indexOf(id) < from) return undefined
    return path.slice(from).findLast((one) => this.tree.get(one)?.stored.streamId !== undefined)
  }

  update(id: string, change: Partial<ChatMessageData>): void {
    const message = this.get(id)
    if (message) this.put({ ...message.stored, ...change })
  }

  /** Changes a message that nobody is at work on any more. */
  release(id: string, change: Partial<ChatMessageData>): void {
    const message = this.get(id)
    if (!message) return
    const { owner: _, error: __, streamId: ___, ...stored } = message.stored
    this.put({ ...stored, ...change })
  }

  /** Shows the branch that goes through a message; where the thread is kept, that is kept too. `end`: only up to it. */
  show(id: string, end?: boolean): void {
    this.tree.choose(id, end)
    this.#changed.add(id)
    this.#growth = false
  }

  /** Puts a message, and what follows it, behind another one, and shows it there. */
  moveBehind(id: string, parentId: string): void {
    this.update(id, { parentId })
    this.tree.choose(id)
  }

  /** Puts what follows a message behind the one before it. */
  lift(id: string): void {
    const parentId = this.tree.get(id)?.parentId
    const { path } = this.tree
    const next = path.includes(id) ? path[path.indexOf(id) + 1] : undefined
    for (const child of this.tree.children(id)) {
      const { parentId: _, ...stored } = child.stored
      this.put({ ...stored, ...(parentId !== undefined && { parentId }) })
    }
    if (next !== undefined) this.tree.choose(next)
  }

  remove(id: string): void {
    const gone = this.queue.some((message) => message.id === id) ? [id] : this.tree.remove(id)
    this.queue = this.queue.filter((message) => message.id !== id)
    for (const each of gone) {
      this.#changed.delete(each)
      this.#removed.add(each)
    }
    this.#growth &&= gone.length === 0
  }

  /** Calls `listener` when this message has changed, or gone. */
  watch(id: string, listener: () => void): () => void {
    const watchers = this.#watchers.get(id) ?? new Set()
    this.#watchers.set(id, watchers.add(listener))
    return () => {
      watchers.delete(listener)
      if (watchers.size === 0 && this.#watchers.get(id) === watchers) this.#watchers.delete(id)
    }
  }

  /** Calls `keeper` with everything that changes. */
  keep(keeper: (change: ThreadChange) => void): () => void {
    this.#keepers.add(keeper)
    return () => this.#keepers.delete(keeper)
  }

  /** Tells whom it concerns. `keep: false`: the changes came from where they are kept. */
  flush(keep = true): void {
    const [changed, removed, growth] = [this.#changed, this.#removed, this.#growth]
    this.#changed = new Set()
    this.#removed = new Set()
    this.#growth = true
    for (const id of [...changed, ...removed]) this.#watchers.get(id)?.forEach(safely)
    if (keep && changed.size + removed.size > 0)
      for (const keeper of this.#keepers) safely(() => keeper({ changed, removed, growth }))
  }

  /** Reads the path again when its shape has changed. */
  #sync(): void {
    const { tree } = this
    if (tree.path === this.#path) return
    this.#path = tree.path
    this.#messages = tree.path.flatMap((id) => tree.get(id) ?? [])
    this.#turns = turnsOf(tree.path, (id) => tree.get(id)?.role !== 'user', this.#turns)
  }
}
