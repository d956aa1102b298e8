import { createElement, Fragment, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, test, vi } from 'vitest'
import { type ChatInput, createGeminiClient, GenAIProvider, Message, type Part } from 'react-genai'
import { MessageView } from 'react-genai/components'
import { GenAIDevtools } from 'react-genai/devtools'
import { mockBackend, mockGemini } from 'react-genai/testing'
import { Ask, ChatWidget, FileShelf, JobBoard, LivePanel, ModelPicker } from 'react-genai/widgets'

describe('on a server', () => {
  test('the widget renders, asks nothing and complains about nothing', () => {
    const complaint = vi.spyOn(console, 'error')
    const backend = mockBackend()
    const html = renderToString(
      createElement(GenAIProvider, null, createElement(Ask, { backend, suggestions: ['Why?'] })),
    )
    expect(html).toContain('data-status="idle"')
    expect(html).toContain('Why?')
    expect(backend.requests).toHaveLength(0)
    expect(complaint).not.toHaveBeenCalled()
    complaint.mockRestore()
  })

  test('a conversation renders with what has been said, without inline styles, and complains about nothing', () => {
    const complaint = vi.spyOn(console, 'error')
    const messages = Array.from({ length: 300 }, (_, at) => ({
      role: at % 2 === 0 ? ('user' as const) : ('model' as const),
      content: [{ text: `Message ${at}` }],
    }))
    const backend = mockBackend<ChatInput>()
    const draw = (mode: 'inline' | 'floating') =>
      renderToString(createElement(GenAIProvider, null, createElement(ChatWidget, { backend, messages, mode })))
    expect(draw('inline')).toContain('Message 299')
    expect(draw('inline') + draw('floating')).not.toMatch(/ style=| on[a-z]+=/)
    expect(backend.requests).toHaveLength(0)
    expect(complaint).not.toHaveBeenCalled()
    complaint.mockRestore()
  })

  test('the devtools draw what is inside of them, and look at nothing', () => {
    const { fetch } = globalThis
    const complaint = vi.spyOn(console, 'error')
    const html = renderToString(createElement(GenAIDevtools, null, createElement('p', null, 'The app')))
    expect(html).toContain('<p>The app</p>')
    expect(html).not.toMatch(/ style=/)
    expect(globalThis.fetch).toBe(fetch)
    expect(complaint).not.toHaveBeenCalled()
    complaint.mockRestore()
  })

  test('widgets of the services render what they can, ask nothing and complain about nothing', () => {
    const complaint = vi.spyOn(console, 'error')
    const mock = mockGemini()
    const gemini = createGeminiClient(mock.options)
    const draw = (...children: ReactNode[]) =>
      renderToString(
        createElement(
          GenAIProvider,
          { gemini },
          ...children.map((child, key) => createElement(Fragment, { key }, child)),
        ),
      )
    const html = draw(
      createElement(FileShelf, {}),
      createElement(JobBoard, {}),
      createElement(LivePanel, { model: 'm' }),
      createElement(ModelPicker, { value: 'm', onChange: () => undefined }),
    )
    for (const words of ['Choose files', 'Jobs', 'Start talking', 'Looking for models']) expect(html).toContain(words)
    expect(html).not.toMatch(/ style=| on[a-z]+=/)
    expect(mock.requests).toEqual([])
    expect(complaint).not.toHaveBeenCalled()
    complaint.mockRestore()
  })

  const render = (part: Part) =>
    renderToString(createElement(MessageView, { message: new Message({ role: 'model', content: [part] }) }))

  test('nothing needs an inline style, which a Content-Security-Policy would refuse', () => {
    const parts: Part[] = [
      { text: 'a' },
      { reasoning: 'b' },
      { data: { a: [1] } },
      { media: { url: '/a.png' } },
      { media: { url: 'https://elsewhere.example/a.png' } },
      { toolRequest: { name: 't', input: { a: 1 } } },
    ]
    for (const part of parts) expect(render(part)).not.toMatch(/ style=| on[a-z]+=/)
  })

  test('a picture of the page’s own is there, one from elsewhere is not', () => {
    expect(render({ media: { url: '/a.png' } })).toContain('src="/a.png"')
    expect(render({ media: { url: 'https://elsewhere.example/a.png' } })).not.toContain('src=')
  })

  test('JSON too deep to be written is named, not fatal', () => {
    const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) as unknown
    expect(render({ data: deep })).toContain('…')
  })
})
