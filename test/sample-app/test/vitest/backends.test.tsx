import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { end, fail, mockBackend, replayBackend, script, text, wait } from 'react-genai/testing'
import lateOrder from '../../recordings/late-order.json' with { type: 'json' }
import { Help, Summary } from '../../src/support'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

async function ask(question: string) {
  await userEvent.type(screen.getByLabelText('Ask'), `${question}{Enter}`)
}

describe('mockBackend, by hand', () => {
  test('an answer grows on screen', async () => {
    const backend = mockBackend()
    render(<Help backend={backend} />)
    await ask('Where is my order?')
    expect(backend.requests).toMatchObject([{ input: 'Where is my order?', streaming: true }])
    backend.text('It is ')
    await screen.findByText('It is')
    backend.text('in Oslo')
    backend.end()
    await screen.findByText('It is in Oslo')
  })

  test('it is of the type of the flow, and fails as a flow does', async () => {
    const backend = mockBackend<{ customer: string }>()
    render(<Summary backend={backend} />)
    await userEvent.click(screen.getByRole('button', { name: 'Sum up' }))
    backend.text('Ada is ')
    backend.fail(new Error('The model is gone.'))
    expect((await screen.findByRole('alert')).textContent).toContain('The model is gone.')
    // What had arrived stays.
    expect(screen.getByRole('article').textContent).toBe('Ada is')
    expect(backend.requests[0]?.input).toEqual({ customer: 'ada' })
  })

  test('who leaves the page ends the request', async () => {
    const backend = mockBackend()
    const { unmount } = render(<Help backend={backend} />)
    await ask('Where is my order?')
    expect(backend.requests[0]?.signal.aborted).toBe(false)
    unmount()
    await vi.waitFor(() => expect(backend.requests[0]?.signal.aborted).toBe(true))
  })
})

describe('a script, with fake timers', () => {
  // No user-event here: it waits with timers of its own.
  const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))
  const press = async (name: string) => {
    act(() => screen.getByRole('button', { name }).click())
    // The first chunk needs a moment, even where it waits for nothing.
    await pass(0)
  }

  test('a minute is over at once', async () => {
    vi.useFakeTimers()
    const reply = script(text('Ada asked '), wait(60_000), text('twice.'), end())
    render(<Summary backend={replayBackend(reply)} />)
    await press('Sum up')
    await pass(59_000)
    expect(screen.getByRole('article').textContent).toBe('Ada asked')
    expect(screen.getByRole('region', { name: 'Summary' }).getAttribute('aria-busy')).toBe('true')
    await pass(2_000)
    expect(screen.getByRole('article').textContent).toBe('Ada asked twice.')
    expect(screen.getByRole('region', { name: 'Summary' }).getAttribute('aria-busy')).toBe('false')
  })

  test('an error in the middle of it, and another try', async () => {
    vi.useFakeTimers()
    const reply = script(text('Ada '), wait(500), fail({ status: 'UNAVAILABLE', message: 'Too many customers.' }))
    render(<Summary backend={replayBackend(reply)} />)
    await press('Sum up')
    await pass(600)
    expect(screen.getByRole('alert').textContent).toContain('Too many customers.')
    await press('Try again')
    expect(screen.queryByRole('alert')).toBeNull()
    await pass(600)
    screen.getByRole('alert')
  })
})

describe('a recording, as a JSON file', () => {
  test('the page shows what it showed then', async () => {
    render(<Help backend={replayBackend(lateOrder, { pace: 'instant' })} />)
    await ask('Where is my order?')
    await screen.findByText('Oslo', { selector: 'strong' })
    await screen.findByText(/It comes tomorrow\.$/, { selector: 'p[dir]' })
    screen.getByText('Used trackOrder')
  })

  test('held in the middle, and cut there', async () => {
    const { unmount } = render(<Help backend={replayBackend(lateOrder, { pace: 'instant', frames: 4 })} />)
    await ask('Where is my order?')
    await screen.findByText('Your order is in')
    screen.getByRole('button', { name: 'Stop' })
    unmount()
    render(<Help backend={replayBackend(lateOrder, { pace: 'instant', frames: 4, cut: true })} />)
    await ask('Where is my order?')
    await screen.findByRole('alert')
    screen.getByText('Your order is in')
  })
})
