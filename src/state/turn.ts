/** A turn of the event loop. Not a timer: hidden tabs slow those to one a second. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    // `addEventListener` would need a `start()` besides, to the same effect.
    // oxlint-disable-next-line unicorn/prefer-add-event-listener
    port1.onmessage = () => resolve(port1.close())
    port2.postMessage(0)
  })
}
