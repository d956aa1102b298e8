/** Recordings of the live demo, made with its devtools, show what the demo showed. (test/e2e/record.test.ts makes them.) */
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { type ChatInput, GenAIProvider } from 'react-genai'
import { replayBackend, watchText } from 'react-genai/testing'
import { Ask, ChatWidget } from 'react-genai/widgets'
import { tools } from '../../examples/demo/src/tools.tsx'
import thoughts from '../fixtures/demo/thoughts.json'
import thoughtsShown from '../fixtures/demo/thoughts.html?raw'
import transfer from '../fixtures/demo/transfer.json'
import transferShown from '../fixtures/demo/transfer.html?raw'
import trip from '../fixtures/demo/trip.json'
import tripShown from '../fixtures/demo/trip.html?raw'
import { shownIn } from '../shown.ts'

const shown = (): string => screen.getAllByRole('article').map(shownIn).join('\n')

test.each([
  ['a text', trip, tripShown, 'real'],
  ['a text, all at once', trip, tripShown, 'instant'],
  // How long it thought is on screen.
  ['thoughts', thoughts, thoughtsShown, 'real'],
] as const)('%s', async (_, recording, html, pace) => {
  const { container } = render(<Ask backend={replayBackend(recording, { pace })} />, { wrapper: GenAIProvider })
  await userEvent.type(screen.getByLabelText('Ask'), 'Go{Enter}')
  const seen = watchText(await screen.findByRole('article'))
  await waitFor(() => expect(container.querySelector('.rg-ask')).toHaveAttribute('data-status', 'done'))
  expect(shown()).toBe(html)
  // All at once is still drawn by the frame.
  expect(seen.texts.length).toBeGreaterThan(pace === 'real' ? 10 : 0)
})

test('a conversation with a tool that asks', async () => {
  const backend = replayBackend<ChatInput>(transfer, { pace: 'instant' })
  const { container } = render(<ChatWidget backend={backend} tools={tools} />, { wrapper: GenAIProvider })
  await userEvent.type(screen.getByRole('textbox', { name: 'Message' }), 'Transfer 500 to Ada{Enter}')
  await userEvent.click(await screen.findByRole('button', { name: /^Approve/ }))
  await waitFor(() => expect(container.querySelector('.rg-chat')).toHaveAttribute('data-status', 'idle'))
  await waitFor(() => expect(shown()).toBe(transferShown))
})
