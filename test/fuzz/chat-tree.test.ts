import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { ChatMessageData } from 'react-genai/client'
import { MessageTree } from '../../src/model/chat/message-tree.ts'
import { turnsOf } from '../../src/model/chat/turns.ts'
import { pick } from '../random.ts'
import { isForest, isPath } from './chat-promises.ts'
import { finds, fuzz } from './fuzz.ts'
import { below } from './mutate.ts'
import type { Check, Random } from './rounds.ts'

const message = (id: string, parentId?: string, text = ''): ChatMessageData => ({
  id,
  ...(parentId !== undefined && { parentId }),
  role: text.length % 2 ? 'user' : 'model',
  content: [{ text }],
  createdAt: 1,
  status: 'done',
})

/** The same, as plainly as it can be said: a list of messages, and what was chosen. */
class PlainTree {
  messages: ChatMessageData[] = []
  chosen = new Map<string | undefined, string>()

  children = (id: string | undefined): string[] =>
    this.messages
      .filter(({ parentId }) => parentId === id)
      .map((one) => one.id)
      .sort()

  get path(): string[] {
    const path: string[] = []
    for (;;) {
      const next = this.chosen.get(path.at(-1)) ?? this.children(path.at(-1)).at(-1)
      if (!next) return path
      path.push(next)
    }
  }

  within = (id: string): string[] => [id, ...this.children(id).flatMap(this.within)]

  /** What was chosen of a place is forgotten when it is taken from there. */
  leave(id: string): void {
    for (const [parent, child] of this.chosen) if (child === id) this.chosen.delete(parent)
  }

  set(next: ChatMessageData): void {
    const before = this.messages.find(({ id }) => id === next.id)
    if (before && before.parentId !== next.parentId) this.leave(next.id)
    this.messages = [...this.messages.filter(({ id }) => id !== next.id), next]
  }

  remove(id: string): string[] {
    const gone = this.within(id)
    for (const each of gone) {
      this.leave(each)
      this.chosen.delete(each)
    }
    this.messages = this.messages.filter((one) => !gone.includes(one.id))
    return gone
  }

  choose(id: string, end: boolean): void {
    if (end) this.chosen.set(id, '')
    let child = this.messages.find((one) => one.id === id)
    while (child) {
      const { parentId } = child
      this.chosen.set(parentId, child.id)
      child = this.messages.find((one) => one.id === parentId)
    }
  }

  end(id: string | undefined): void {
    this.chosen.set(id, '')
  }

  open(): void {
    const last = this.path.at(-1)
    if (this.chosen.get(last) === '') this.chosen.delete(last)
  }
}

/** One thing that can be done with both. */
function change(random: Random, tree: MessageTree, plain: PlainTree): unknown[] {
  const ids = plain.messages.map(({ id }) => id)
  const known = ids.length > 0 ? pick(random, ids) : undefined
  const kind = random()
  if (kind < 0.45 || known === undefined) {
    // Most often the newest, but messages of other tabs may be older.
    const id = random() < 0.8 ? `m${String(100 + ids.length)}${below(random, 10)}` : `m${100 + below(random, 60)}`
    const parentId = random() < 0.1 ? undefined : random() < 0.6 ? plain.path.at(-1) : known
    if (ids.includes(id)) return ['nothing']
    const added = message(id, parentId, 'x'.repeat(below(random, 4)))
    tree.set(added)
    plain.set(added)
    return ['add', id, parentId]
  }
  if (kind < 0.55) {
    const before = plain.messages.find(({ id }) => id === known)
    const grown = message(known, before?.parentId, 'x'.repeat(below(random, 9)))
    tree.set(grown)
    plain.set(grown)
    return ['change', known]
  }
  if (kind < 0.65) {
    const places = ids.filter((id) => !plain.within(known).includes(id))
    const parentId = random() < 0.2 || places.length === 0 ? undefined : pick(random, places)
    tree.set(message(known, parentId))
    plain.set(message(known, parentId))
    return ['move', known, parentId]
  }
  if (kind < 0.75) {
    deepStrictEqual(tree.remove(known).sort(), plain.remove(known).sort(), 'what is gone')
    return ['remove', known]
  }
  if (kind < 0.9) {
    const end = random() < 0.3
    tree.choose(known, end)
    plain.choose(known, end)
    ok(tree.path.includes(known), 'what was chosen is not shown')
    if (end) strictEqual(tree.head?.id, known, 'the path does not end where it should')
    return ['choose', known, end]
  }
  if (kind < 0.95) {
    const id = random() < 0.3 ? undefined : known
    tree.end(id)
    plain.end(id)
    return ['end', id]
  }
  tree.open()
  plain.open()
  return ['open']
}

/** However it is changed, a tree is what a plain list says, and shows one path through all that there is. */
const keepsShape =
  (make: () => MessageTree): Check =>
  (random, note) => {
    const [tree, plain] = [make(), new PlainTree()]
    const done: unknown[] = []
    note(done)
    let turns = turnsOf([], () => false)
    for (let left = 30; left > 0; left--) {
      const before = tree.path
      done.push(change(random, tree, plain))
      deepStrictEqual([...tree.path], plain.path, 'the path is another one')
      ok(!tree.isPath(before) || before === tree.path, 'a path that changed is the same list')
      isForest([...tree.all()])
      isPath(tree.path.flatMap((id) => tree.get(id) ?? []))
      for (const { id, parentId } of tree.all()) {
        deepStrictEqual(tree.branches(id), plain.children(parentId), `the branches at ${id}`)
        deepStrictEqual(
          tree.children(id).map((child) => child.id),
          plain.children(id),
          `what follows ${id}`,
        )
      }
      turns = turnsOf(tree.path, (id) => tree.get(id)?.role !== 'user', turns)
      deepStrictEqual(
        turns.flatMap(({ ids }) => ids),
        [...tree.path],
        'the turns are not the path',
      )
      for (const { id, ids } of turns) strictEqual(ids[0], id, 'a turn is named for another message')
    }
  }

fuzz(
  'a tree of messages is what was done to it',
  keepsShape(() => new MessageTree()),
  250,
)

fuzz(
  'a tree whose messages stand in circles, or nowhere, still ends',
  (random, note) => {
    const tree = new MessageTree()
    const ids = ['a', 'b', 'c', 'd', 'e', '__proto__', 'constructor']
    const done: unknown[] = []
    note(done)
    for (let left = 25; left > 0; left--) {
      const [id, other] = [pick(random, ids), pick(random, [undefined, 'gone', ...ids])]
      const kind = random()
      done.push([kind, id, other])
      if (kind < 0.6) tree.set(message(id, other))
      else if (kind < 0.8) tree.choose(id, random() < 0.3)
      else tree.remove(id)
      isPath(tree.path.flatMap((one) => tree.get(one) ?? []))
      ok(new Set(tree.path).size === tree.path.length && tree.path.every((one) => tree.get(one)), 'the path is real')
    }
  },
  300,
)

/** Leaves behind what followed. */
class Careless extends MessageTree {
  override remove(id: string): string[] {
    const children = this.children(id)
    const gone = super.remove(id)
    for (const child of children) this.set(child.stored)
    return gone
  }
}
/** Puts another wording before the first. */
class Backwards extends MessageTree {
  override branches(id: string): readonly string[] {
    return super.branches(id).toReversed()
  }
}
/** Shows the newest, whatever was chosen. */
class Stubborn extends MessageTree {
  override choose(id: string, end?: boolean): void {
    if (end) super.choose(id, end)
  }
}

finds(
  'a tree that leaves messages behind',
  keepsShape(() => new Careless()),
)
finds(
  'a tree that forgets their order',
  keepsShape(() => new Backwards()),
  /the branches at/,
)
finds(
  'a tree that does not show what was chosen',
  keepsShape(() => new Stubborn()),
  /chosen|path/,
)
