import 'react-genai/testing/jest'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ChatInput, GenAIProvider } from 'react-genai'
import { mockBackend } from 'react-genai/testing'
import { ChatWidget } from 'react-genai/widgets'
import { expect, test } from '@jest/globals'

test('a whole chat, in Jest’s jsdom', async () => {
  const backend = mockBackend<ChatInput>()
  render(<ChatWidget backend={backend} />, { wrapper: GenAIProvider })
  await userEvent.type(screen.getByRole('textbox', { name: 'Message' }), 'Where is it?{Enter}')
  backend.text('In **Oslo**')
  expect(await screen.findByText('Oslo')).toBeTruthy()
  backend.text('.')
  backend.end()
  await screen.findByText(/^In/)
  expect(backend.requests[0]?.input).toMatchObject({
    messages: [{ role: 'user', content: [{ text: 'Where is it?' }] }],
  })
})
