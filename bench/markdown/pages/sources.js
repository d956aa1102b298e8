/** What the server has for every page. */

/** The messages above the reply, as markdown. */
export const earlier = await fetch('/earlier').then((response) => response.json())

/** The reply without any protocol around it. */
export async function* readText(signal) {
  const { body } = await fetch('/text', { method: 'POST', signal })
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value
}

/** Calls `show` with the text so far, once a frame while it grows, and once more with the whole. */
export async function readPerFrame(show) {
  let text = ''
  let frame = 0
  for await (const piece of readText()) {
    text += piece
    frame ||= requestAnimationFrame(() => {
      frame = 0
      show(text)
    })
  }
  cancelAnimationFrame(frame)
  show(text)
}
