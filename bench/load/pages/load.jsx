/** What a page bears: every scenario asks an endless or a large reply of a server in the page, over `fetch` and real bytes. */
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { createGenkitClient, useStream } from 'react-genai'
import { MessageView } from 'react-genai/components'
import 'react-genai/styles.css'

const encoder = new TextEncoder()
const frame = (value) => encoder.encode(`data: ${JSON.stringify(value)}\n\n`)
const said = (text) => ({ role: 'model', content: [{ text }] })

/** Connections that are open. */
let open = 0
/** Pieces at a rate, for so long; or all at once. */
function server({ piece, rate, seconds, whole }) {
  return (_url, { signal }) => {
    open++
    let timer
    const close = () => {
      if (timer !== null) open--
      clearInterval(timer)
      timer = null
    }
    const body = new ReadableStream({
      start(controller) {
        if (whole !== undefined) {
          controller.enqueue(frame({ result: { message: said(whole), finishReason: 'stop' } }))
          controller.close()
          return close()
        }
        const since = performance.now()
        let sent = 0
        timer = setInterval(() => {
          const due = Math.min(seconds, (performance.now() - since) / 1000) * rate
          for (; sent < due; sent++) controller.enqueue(frame({ message: { index: 0, ...said(piece(sent)) } }))
          if (due < seconds * rate) return
          controller.enqueue(frame({ result: { finishReason: 'stop' } }))
          controller.close()
          close()
        }, 4)
        signal.addEventListener('abort', () => {
          if (timer === null) return
          close()
          controller.error(signal.reason)
        })
      },
      cancel: close,
    })
    return Promise.resolve(new Response(body))
  }
}

const WORDS = 'Some **words** of a reply, `code`, a [link](https://example.com/) and more of it. '
const LINES = ['## Heading\n\n', WORDS, WORDS, '\n\n- one\n- *two*\n\n', '```js\nconst a = 1\n```\n\n', WORDS]
const piece = (at) => LINES[at % LINES.length]
const makeText = (length) =>
  LINES.join('')
    .repeat(Math.ceil(length / LINES.join('').length))
    .slice(0, length)

let commits = 0
function Reply({ backend, onEnd }) {
  const reply = useStream(backend, { onSettled: onEnd })
  const { start } = reply
  useEffect(() => start('hi'), [start])
  useEffect(() => void commits++)
  return reply.message ? <MessageView message={reply.message} streaming={reply.isStreaming} /> : null
}

/** Long tasks, and the times between frames. */
function watch() {
  const tasks = []
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
  observer.observe({ entryTypes: ['longtask'] })
  const gaps = []
  let last = performance.now()
  let isOn = true
  const look = () => {
    const now = performance.now()
    gaps.push(now - last)
    last = now
    if (isOn) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  return () => {
    isOn = false
    observer.disconnect()
    gaps.sort((one, other) => one - other)
    return {
      frames: gaps.length,
      p95: gaps[Math.floor(gaps.length * 0.95)] ?? 0,
      worstFrame: gaps.at(-1) ?? 0,
      longTasks: tasks.length,
      longest: Math.max(0, ...tasks),
    }
  }
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))

/** So many replies at once, to their ends. */
async function run({ replies, ...options }) {
  const backend = createGenkitClient({ fetch: server({ piece, ...options }) }).flow('flow')
  const host = document.getElementById('root').appendChild(document.createElement('div'))
  const root = createRoot(host)
  commits = 0
  const stop = watch()
  const since = performance.now()
  let firstPaint
  await new Promise((resolve) => {
    let left = replies
    const onEnd = () => --left === 0 && resolve()
    root.render(Array.from({ length: replies }, (_, key) => <Reply key={key} backend={backend} onEnd={onEnd} />))
    const look = () => {
      if (host.textContent) firstPaint ??= performance.now() - since
      else requestAnimationFrame(look)
    }
    look()
  })
  const ms = performance.now() - since
  for (let quiet = 0; quiet < 3;) {
    quiet = document.querySelector('[aria-busy]') ? 0 : quiet + 1
    await nextFrame()
  }
  const figures = { ...stop(), ms, firstPaint, commits, characters: host.textContent.length, open }
  root.unmount()
  host.remove()
  return figures
}

/** Mounts a reply, waits until it grows, unmounts it: so many times. */
async function churn(times) {
  const backend = createGenkitClient({ fetch: server({ piece, rate: 500, seconds: 60 }) }).flow('flow')
  const host = document.getElementById('root')
  for (let at = 0; at < times; at++) {
    const box = host.appendChild(document.createElement('div'))
    const root = createRoot(box)
    root.render(
      <StrictMode>
        <Reply backend={backend} />
      </StrictMode>,
    )
    while (!box.textContent) await nextFrame()
    root.unmount()
    box.remove()
  }
  await nextFrame()
  return { open }
}

window.load = { run, churn, whole: (length) => run({ replies: 1, whole: makeText(length) }) }
window.isReady = true
