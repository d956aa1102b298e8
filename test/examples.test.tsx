import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import type { ChatInput } from 'react-genai'
import { GenAIProvider } from 'react-genai'
import { mockBackend } from 'react-genai/testing'
import { expect, test } from 'vitest'
import { Chat } from '../examples/headless-chat/chat.tsx'
// oxlint-disable-next-line import/default
import source from '../examples/headless-chat/chat.tsx?raw'
import 'react-genai/styles.css'

const frame = () => act(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))))

test('a chat of one’s own takes fewer than 120 lines of code, and does what the widget does', async () => {
  const code = source.split('\n').filter((line) => line.trim() !== '' && !/^\s*(?:\/\*\*|\/\/)/.test(line))
  expect(code.length).toBeLessThan(120)

  const backend = mockBackend<ChatInput>()
  render(
    <GenAIProvider>
      <Chat backend={backend} suggestions={['Why?']} />
    </GenAIProvider>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Why?' }))
  await screen.findByText('Waiting for an answer')
  backend.text('Be')
  await frame()
  backend.text('cause')
  backend.end()
  await frame()
  expect(screen.getByText('Because')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Answer again' }))
  backend.text('Since')
  backend.end()
  await frame()
  await screen.findByRole('group', { name: '2 of 2' })
  const waiting = { toolRequest: { name: 'pay', input: {} }, metadata: { interrupt: true } }
  await userEvent.type(screen.getByRole('textbox', { name: 'Message' }), 'Pay{Enter}')
  backend.end({ finishReason: 'interrupted', message: { role: 'model', content: [waiting] } })
  await userEvent.click(await screen.findByRole('button', { name: /^Approve/ }))
  await waitFor(() => expect(backend.requests).toHaveLength(4))
  expect(backend.requests[3]?.input.resume?.restart).toHaveLength(1)
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
  expect(violations.map(({ id }) => id)).toEqual([])
})
