/** Where the focus was: by places that outlive what had it. */
interface Place {
  element: Element
  label: string | null
  /** Which row of the conversation, counted as screen readers count them. */
  row: string | null
  /** A list that had it. */
  list: Element | null
  /** Which of its rows. */
  at: number
}

function placeOf(element: Element): Place {
  const list = element.closest('.rg-chat-queue, .rg-attachments, .rg-threads, .rg-shelf-list, .rg-jobs-table tbody')
  return {
    element,
    label: element.getAttribute('aria-label'),
    row: element.closest('.rg-turn')?.getAttribute('aria-posinset') ?? null,
    list,
    at: list ? [...list.children].findIndex((child) => child.contains(element)) : -1,
  }
}

/** In a shelf or a table: the way back, or what has moved up. */
function nearRow(root: Element, { list, at }: Place): HTMLElement | null {
  if (!list?.matches('.rg-shelf-list, tbody')) return null
  const next = list.isConnected ? (list.children[at] ?? list.lastElementChild) : undefined
  return root.querySelector<HTMLElement>('.rg-shelf-undo button') ?? next?.querySelector<HTMLElement>('button') ?? null
}

/** The nearest thing to what is gone: its like in the same row, the row, another one in its list, the box. */
function nearest(root: Element, place: Place): HTMLElement | null {
  const { label, row, list } = place
  const found = row === null ? null : root.querySelector<HTMLElement>(`.rg-turn[aria-posinset="${row}"]`)
  const like = label === null ? null : found?.querySelector<HTMLElement>(`[aria-label="${CSS.escape(label)}"]`)
  const inList = list?.isConnected
    ? list.querySelector<HTMLElement>('.rg-threads-undo button, button:not(.rg-threads-bar *), input:not([hidden])')
    : null
  return (
    like ??
    found ??
    nearRow(root, place) ??
    inList ??
    root.querySelector<HTMLElement>('.rg-composer-input') ??
    root.querySelector<HTMLElement>('button, [tabindex]')
  )
}

/**
 * Controls disappear when they have done their work: approve, cancel, delete. The browser lets the focus fall to the page
 * then, and whoever uses keys begins at its top again; here it goes to the nearest thing that is left, until the returned
 * function is called.
 */
export function keepFocus(root: HTMLElement): () => void {
  let place: Place | undefined
  const isLost = (): boolean => {
    const { activeElement } = root.getRootNode() as Document | ShadowRoot
    return activeElement === null || activeElement === document.body
  }
  const keep = (): void => {
    if (!place || place.element.isConnected) return
    const lost = place
    place = undefined
    if (isLost()) nearest(root, lost)?.focus({ preventScroll: true })
  }
  const onFocusIn = ({ target }: FocusEvent): void => {
    place = target instanceof Element ? placeOf(target) : undefined
  }
  // Somebody has gone elsewhere: unless what they left is no longer there, that was their wish.
  const onFocusOut = (): void => {
    const left = place
    queueMicrotask(() => {
      if (left === place && left?.element.isConnected) place = undefined
    })
  }
  const observer = new MutationObserver(keep)
  observer.observe(root, { childList: true, subtree: true })
  root.addEventListener('focusin', onFocusIn)
  root.addEventListener('focusout', onFocusOut)
  return () => {
    observer.disconnect()
    root.removeEventListener('focusin', onFocusIn)
    root.removeEventListener('focusout', onFocusOut)
  }
}
