import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { end, mockBackend, replayBackend, script, text, watchText } from 'react-genai/testing'
import { countRenders } from 'react-genai/testing/react'
import 'react-genai/testing/vitest'
import lateOrder from '../../recordings/late-order.json' with { type: 'json' }
import { Help, Summary } from '../../src/support'

afterEach(cleanup)

test('a reply has streamed', async () => {
  const backend = replayBackend(lateOrder, { pace: 'instant' })
  await expect(backend.stream('Where is my order?')).toHaveStreamed('Your order is in **Oslo**. It comes tomorrow.')
  const inOnePiece = replayBackend(script(text('All of it'), end()))
  await expect(inOnePiece.stream('')).not.toHaveStreamed('All of it')
})

test('so it has on screen', async () => {
  const backend = mockBackend<{ customer: string }>()
  render(<Summary backend={backend} />)
  const seen = watchText(screen.getByRole('region', { name: 'Summary' }))
  await userEvent.click(screen.getByRole('button', { name: 'Sum up' }))
  backend.text('Ada asked ')
  await screen.findByText('Ada asked')
  backend.text('where her order is.')
  backend.end()
  await screen.findByText('Ada asked where her order is.')
  expect(seen).toHaveStreamed(/Ada asked where her order is\.$/, { atLeast: 3 })
  seen.stop()
})

test('what is beside an answer is not drawn anew for its tokens', async () => {
  const page = countRenders()
  const beside = countRenders()
  const backend = mockBackend()
  render(
    <>
      <page.Count>
        <Help backend={backend} />
      </page.Count>
      <beside.Count>
        <p>Opening hours</p>
      </beside.Count>
    </>,
  )
  await userEvent.type(screen.getByLabelText('Ask'), 'Where?{Enter}')
  page.reset()
  for (const word of ['It ', 'is ', 'in ', 'Oslo']) backend.text(word)
  backend.end()
  await screen.findByText('It is in Oslo')
  expect(beside).toRenderAtMost(1)
  // All four came in one frame.
  expect(page).toRenderAtMost(3)
  expect(page).not.toRenderAtMost(0)
})
