import type { ListConfig } from '../../wire/gemini-request.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { invalid } from './invalid.ts'

/** What to list: `config: { pageSize, pageToken, filter }`. */
export interface ListParameters<C extends ListConfig = ListConfig> {
  config?: C | undefined
}

/**
 * A list that comes in pages. Iterate it, and the next page is fetched when it is needed.
 *
 * @example
 * for await (const file of await files.list()) console.log(file.name)
 * @see `Pager` of `@google/genai`
 */
export class Pager<T> implements AsyncIterable<T> {
  readonly #fetch: (pageToken: string | undefined) => Promise<Page<T>>
  #page: Page<T>
  #moving: Promise<unknown> = Promise.resolve()
  /** What is listed: `files`, `models`, … */
  readonly name: string
  readonly pageSize: number

  constructor(
    name: string,
    first: Page<T>,
    fetch: (pageToken: string | undefined) => Promise<Page<T>>,
    pageSize?: number,
  ) {
    this.name = name
    this.#page = first
    this.#fetch = fetch
    this.pageSize = pageSize ?? first.items.length
  }

  /** The items of this page. */
  get page(): T[] {
    return this.#page.items
  }

  get pageLength(): number {
    return this.page.length
  }

  /** What to ask for, to go on another time: `config: { pageToken }`. */
  get nextPageToken(): string | undefined {
    return this.#page.nextPageToken
  }

  getItem(index: number): T | undefined {
    return this.page[index]
  }

  hasNextPage(): boolean {
    return this.nextPageToken !== undefined
  }

  /** Moves to the next page, and gives its items. @throws GenAIError `invalid` when there is none. */
  nextPage(): Promise<T[]> {
    // One after the other, whoever asks: two at a time are two pages.
    const move = (): Promise<T[]> => this.#move()
    return (this.#moving = this.#moving.then(move, move))
  }

  async #move(): Promise<T[]> {
    if (!this.hasNextPage()) throw invalid('There are no more pages. Ask `hasNextPage()` first.')
    this.#page = await this.#fetch(this.nextPageToken)
    return this.page
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    // From this page on, by itself: a loop must not move the page under whoever holds the pager.
    let page = this.#page
    for (;;) {
      yield* page.items
      if (page.nextPageToken === undefined) return
      page = await this.#fetch(page.nextPageToken)
    }
  }
}

export interface Page<T> {
  items: T[]
  nextPageToken?: string | undefined
}

export interface ListRequest<T> {
  name: string
  /** Where in the answer the items are; the first that is there. Default: `name`. */
  fields?: readonly string[] | undefined
  path: string
  config: ListConfig | undefined
  read?: ((item: T) => T) | undefined
}

/** The first page of a list, and how to get the others. */
export async function list<T>(
  api: GeminiApi,
  { name, fields = [name], path, config = {}, read = (item) => item }: ListRequest<T>,
  options: CallOptions = {},
): Promise<Pager<T>> {
  const fetch = async (pageToken: string | undefined): Promise<Page<T>> => {
    const answer = await api.request<Record<string, unknown>>({
      method: 'GET',
      path,
      query: { pageSize: config.pageSize, pageToken, filter: config.filter },
      config,
      signals: [options.signal],
    })
    const found = fields.map((field) => answer[field]).find(Array.isArray)
    // An empty token means the same as none.
    return { items: ((found ?? []) as T[]).map(read), nextPageToken: (answer['nextPageToken'] as string) || undefined }
  }
  return new Pager(name, await fetch(config.pageToken), fetch, config.pageSize)
}
