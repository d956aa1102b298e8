/** Requests that are under way. */
const open = new Set<AbortController>()

/**
 * Ends a request when its page is put away, so that the browser can keep the page (an open connection would forbid it), and
 * nobody waits for an answer that cannot come. To whoever asked it looks like a connection that breaks: what has arrived is
 * kept, and where it can be taken up or asked again it is, as soon as the page is shown again.
 */
export function watch(life: AbortController): void {
  if (life.signal.aborted) return
  open.add(life)
  life.signal.addEventListener('abort', () => open.delete(life))
}

if ('addEventListener' in globalThis)
  addEventListener('pagehide', ({ persisted }: Partial<PageTransitionEvent>) => {
    if (persisted) for (const life of open) life.abort()
  })
