import { expect, test } from 'vitest'
import { createGeminiClient } from 'react-genai'
import { mockGemini } from 'react-genai/testing'
import { UploadStore } from '../../src/state/upload-store.ts'
import { filesTarget } from '../../src/state/upload-target.ts'
const tick = (ms = 50) => new Promise((r) => setTimeout(r, ms))
test('the page is seen again: it is looked at now, not when the minute is over', async () => {
  const mock = mockGemini({ uploads: { looks: 2 } })
  const store = new UploadStore(filesTarget(createGeminiClient(mock.options)))
  store.setOptions({ poll: { interval: 5, maxInterval: 5, hiddenInterval: 3000 } })
  store.attach()
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' })
  store.add([new File(['x'], 'a.txt', { type: 'text/plain' })])
  await tick(300)
  delete (document as { visibilityState?: unknown }).visibilityState
  document.dispatchEvent(new Event('visibilitychange'))
  window.dispatchEvent(new Event('focus'))
  await tick(1000)
  expect(store.getSnapshot().uploads[0]?.status).toBe('ready')
})
