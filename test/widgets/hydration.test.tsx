/** A page that a server has drawn is taken over as it is; what only the browser can do comes afterwards. */
import { act, cleanup, screen } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToReadableStream } from 'react-dom/server.browser'
import { type ChatInput, GenAIProvider } from 'react-genai'
import { mockBackend } from 'react-genai/testing'
import { ChatWidget } from 'react-genai/widgets'
import { afterEach, expect, test, vi } from 'vitest'

afterEach(cleanup)

/** As a server draws it: nobody can speak to it. */
async function drawOnServer(page: React.ReactNode): Promise<string> {
  // React warns of two renderers in one place, which are a server and a browser elsewhere.
  const warned = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.stubGlobal('SpeechRecognition', undefined)
  vi.stubGlobal('webkitSpeechRecognition', undefined)
  try {
    const stream = await renderToReadableStream(page)
    await stream.allReady
    let html = ''
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader()
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) html += piece.value
    return html
  } finally {
    vi.unstubAllGlobals()
    warned.mockRestore()
  }
}

test('a chat is taken over without a difference, in a browser that can hear', async () => {
  const page = (
    <GenAIProvider>
      <ChatWidget backend={mockBackend<ChatInput>()} title="Ask us" suggestions={['Why?']} />
    </GenAIProvider>
  )
  const html = await drawOnServer(page)
  expect(html).toContain('Why?')
  expect(html).not.toContain('Dictate')
  const host = document.body.appendChild(document.createElement('div'))
  host.innerHTML = html
  const differences: string[] = []
  // Attributes that differ are only warned of.
  const warned = vi.spyOn(console, 'error').mockImplementation((...words) => {
    const said = words.map(String).join(' ')
    if (!said.includes('multiple renderers')) differences.push(said)
  })
  const root = await act(() =>
    hydrateRoot(host, page, { onRecoverableError: (error) => differences.push(String(error)) }),
  )
  await screen.findByRole('button', { name: 'Dictate' })
  expect(differences).toEqual([])
  act(() => root.unmount())
  warned.mockRestore()
  host.remove()
})
