/** In Jest's own jsdom, which has no `fetch`, `Response`, `ReadableStream`: nothing here needs them. */
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import {
  drop,
  end,
  mockBackend,
  mockTransport,
  replayBackend,
  script,
  text,
  wait,
  watchText,
} from 'react-genai/testing'
import { countRenders } from 'react-genai/testing/react'
import 'react-genai/testing/jest'
import lateOrder from '../../recordings/late-order.json' with { type: 'json' }
import { Help, Summary } from '../../src/support'

afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

test('this is the jsdom that has none of it', () => {
  expect([typeof fetch, typeof Response, typeof ReadableStream]).toEqual(['undefined', 'undefined', 'undefined'])
})

async function ask(question: string) {
  await userEvent.type(screen.getByLabelText('Ask'), `${question}{Enter}`)
}

describe('mockBackend', () => {
  test('an answer grows on screen', async () => {
    const backend = mockBackend()
    render(<Help backend={backend} />)
    await ask('Where is my order?')
    expect(backend.requests[0]?.input).toBe('Where is my order?')
    const seen = watchText(screen.getByRole('region', { name: 'Help' }))
    backend.text('It is ')
    await screen.findByText('It is')
    backend.text('in Oslo')
    backend.end()
    await screen.findByText('It is in Oslo')
    expect(seen.texts.length).toBeGreaterThan(1)
  })

  test('the matchers are there', async () => {
    const backend = mockBackend()
    for (const word of ['It ', 'is ', 'in ', 'Oslo']) backend.text(word)
    backend.end()
    await expect(backend.stream('Where?')).toHaveStreamed('It is in Oslo', { atLeast: 4 })
    expect(['a', 'b']).not.toHaveStreamed('b')
    expect(() => expect(['all']).toHaveStreamed('all')).toThrow('It came in 1 step(s).')
  })

  test('what is beside an answer is not drawn anew for its tokens', async () => {
    const beside = countRenders()
    const backend = mockBackend<{ customer: string }>()
    render(
      <>
        <Summary backend={backend} />
        <beside.Count>Opening hours</beside.Count>
      </>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Sum up' }))
    backend.text('Ada ')
    await screen.findByText('Ada')
    backend.text('waits.')
    backend.end()
    await screen.findByText('Ada waits.')
    expect(beside).toRenderAtMost(1)
  })
})

describe('scripts and recordings', () => {
  const pass = (milliseconds: number) => act(() => jest.advanceTimersByTimeAsync(milliseconds))
  const press = async (name: string) => {
    act(() => screen.getByRole('button', { name }).click())
    // The first chunk needs a moment, even where it waits for nothing.
    await pass(0)
  }

  test('fake timers move a script', async () => {
    jest.useFakeTimers()
    const reply = script(text('Ada asked '), wait(60_000), text('twice.'), end())
    render(<Summary backend={replayBackend(reply)} />)
    await press('Sum up')
    await pass(59_000)
    expect(screen.getByRole('article').textContent).toBe('Ada asked')
    await pass(2_000)
    expect(screen.getByRole('article').textContent).toBe('Ada asked twice.')
  })

  test('a connection that breaks', async () => {
    render(<Summary backend={replayBackend(script(text('Ada '), drop()))} />)
    await userEvent.click(screen.getByRole('button', { name: 'Sum up' }))
    await screen.findByRole('alert')
    expect(screen.getByRole('article').textContent).toBe('Ada')
  })

  test('a recording, as a JSON file', async () => {
    render(<Help backend={replayBackend(lateOrder, { pace: 'instant' })} />)
    await ask('Where is my order?')
    await screen.findByText('Oslo', { selector: 'strong' })
    screen.getByText('Used trackOrder')
  })
})

test('what needs the network says what is missing', async () => {
  await expect(mockTransport().fetch('/api/chat')).rejects.toThrow(/jest-fixed-jsdom/)
})
