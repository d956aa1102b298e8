import type { ListPage } from './read.ts'

/** What lists show and sort by. */
const TEXTS = ['name', 'displayName', 'description', 'state', 'createTime', 'endTime']

const isItem = (item: unknown): boolean =>
  item instanceof Object &&
  TEXTS.every((key) => /^(?:string|undefined)$/.test(typeof (item as Record<string, unknown>)[key]))

/** A page out of a cache, which may have been filled by anybody: what is no item is left out. The same page when it is fine. */
export function readPage<T>(page: ListPage<T> | null | undefined): ListPage<T> {
  const { items, nextPageToken } = page ?? {}
  const list = Array.isArray(items) ? items : []
  const sound = list.filter(isItem)
  if (page && items && sound.length === items.length) return page
  return { items: sound, ...(typeof nextPageToken === 'string' && { nextPageToken }) }
}
