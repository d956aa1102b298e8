/** The panel tells what is asked and what comes of it, changes nothing of it, and gives away no key. */
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createGenkitClient, GenAIProvider } from 'react-genai'
import { mockTransport, readRecording, replayBackend, type TransportRequest } from 'react-genai/testing'
import { Ask } from 'react-genai/widgets'
import 'react-genai/styles.css'

let answer: (request: TransportRequest) => void = () => undefined
const transport = mockTransport((request) => answer(request))
// It looks on through the global one, from the moment it is imported.
globalThis.fetch = transport.fetch
const { GenAIDevtools, RenderProbe } = await import('react-genai/devtools')

const genkit = createGenkitClient({
  baseUrl: '/api',
  headers: { authorization: 'Bearer very-secret', 'x-user': "o'hara" },
  retryDelay: 0,
})

const panel = () => {
  const root = document.querySelector('[data-react-genai-devtools]')?.shadowRoot?.querySelector('.devtools')
  if (!(root instanceof HTMLElement)) throw new Error('The devtools are not there.')
  return within(root)
}
const figure = (name: string): string =>
  panel().getByText(name, { selector: 'dt' }).nextElementSibling?.textContent ?? ''

async function open(children: React.ReactNode = <Ask backend={genkit.flow<string>('answer')} />) {
  render(
    <GenAIProvider>
      <GenAIDevtools>{children}</GenAIDevtools>
    </GenAIProvider>,
  )
  await userEvent.click(await waitFor(() => panel().getByRole('button', { name: /open the devtools/ })))
  await panel().findByRole('region', { name: 'React GenAI devtools' })
}
const ask = (text = 'Why?') => userEvent.type(screen.getByLabelText('Ask'), `${text}{Enter}`)
/** The request that waits to be answered. */
const asked = async (): Promise<TransportRequest> =>
  waitFor(() => {
    const last = transport.requests.at(-1)
    if (!last || last.isOver) throw new Error('Nothing was asked.')
    return last
  })

beforeEach(() => {
  localStorage.clear()
  answer = () => undefined
})
afterEach(async () => {
  if (document.querySelector('[data-react-genai-devtools]')) {
    const clear = panel().queryByRole('button', { name: 'Clear' })
    if (clear) await userEvent.click(clear)
  }
  cleanup()
})

describe('a run', () => {
  test('is followed from the question to the end', async () => {
    await open()
    expect(panel().getByText(/Nothing has been asked yet/)).toBeVisible()
    await ask()
    const row = await panel().findByRole('button', { name: /\/api\/answer/ })
    expect(row).toHaveTextContent('Waiting')
    const request = await asked()
    request.frame({ message: 'Because ' }, { message: 'of ' })
    await waitFor(() => expect(row).toHaveTextContent(/Streaming.*2 chunks/))
    expect(figure('First token')).toMatch(/\d ms/)
    expect(await panel().findByText('Because of', { selector: 'p' })).toBeVisible()
    request.frame({ message: 'light.' })
    request.frame({
      result: {
        message: { role: 'model', content: [{ text: 'Because of light.' }] },
        finishReason: 'stop',
        usage: { inputTokens: 4, outputTokens: 9 },
      },
    })
    request.close()
    await waitFor(() => expect(row).toHaveTextContent(/Done.*3 chunks/))
    expect([figure('Tokens'), figure('Chunks'), figure('Finish'), figure('Retries')]).toEqual([
      '4 in, 9 out',
      '3',
      'stop',
      '0',
    ])
    expect(screen.getByText('Because of light.', { selector: 'section p' })).toBeVisible()
  })

  test('that failed says why, and how often it was tried', async () => {
    let count = 0
    answer = (request) => {
      if (count++ === 0) request.refuse(503)
      else request.frame({ message: 'Be' }, { error: { status: 'INTERNAL', message: 'It broke.' } }).close()
    }
    await open()
    await ask()
    const row = await panel().findByRole('button', { name: /\/api\/answer/ })
    await waitFor(() => expect(row).toHaveTextContent('Failed'))
    expect(panel().getByText('It broke.', { selector: 'p.error' })).toBeVisible()
    expect(figure('Retries')).toBe('503')
    expect(panel().getAllByRole('button', { name: /\/api\/answer/ })).toHaveLength(1)
  })

  test('that was refused says what the server said', async () => {
    answer = (request) => request.refuse(403, { code: 'PERMISSION_DENIED', message: 'Not you.' })
    await open()
    await ask()
    expect(await panel().findByText('403 PERMISSION_DENIED: Not you.')).toBeVisible()
  })

  test('that was stopped is no failure', async () => {
    await open()
    await ask()
    const request = await asked()
    request.frame({ message: 'Be' })
    await waitFor(() => expect(panel().getByRole('button', { name: /Streaming/ })).toBeVisible())
    await userEvent.click(screen.getByRole('button', { name: /stop/i }))
    expect(await panel().findByRole('button', { name: /Stopped/ })).toBeVisible()
    expect(request.signal.aborted).toBe(true)
    expect(panel().queryByText(/error/i, { selector: '.error' })).toBeNull()
  })

  test('counts how often the app, and what is named, is drawn meanwhile', async () => {
    await open(
      <>
        <RenderProbe name="Answer">
          <Ask backend={genkit.flow<string>('answer')} />
        </RenderProbe>
        <RenderProbe name="Footer">
          <footer>Quiet</footer>
        </RenderProbe>
      </>,
    )
    await ask()
    const request = await asked()
    for (const word of ['a ', 'b ', 'c ']) {
      request.frame({ message: word })
      await screen.findByText(new RegExp(`${word.trim()}$`), { selector: 'section p' })
    }
    await waitFor(() => expect(figure('Answer drawn')).toMatch(/^[3-9] times/))
    expect(figure('App drawn')).toMatch(/times/)
    expect(panel().queryByText('Footer drawn')).toBeNull()
    request.frame({ result: 'a b c' }).close()
  })

  test('of somebody else’s is not in it', async () => {
    answer = (request) => request.json({ ok: true })
    await open()
    await fetch('/save', { method: 'POST', body: JSON.stringify({ name: 'Ada' }) })
    await fetch('/list')
    await ask()
    await panel().findByRole('button', { name: /\/api\/answer/ })
    expect(panel().queryByRole('button', { name: /\/save|\/list/ })).toBeNull()
  })
})

describe('what can be done with a run', () => {
  const done = async (): Promise<void> => {
    answer = (request) => {
      const trace = { headers: { 'x-genkit-trace-id': 'abc123' } }
      request
        .open(trace)
        .frame({ message: 'Because ' }, { message: 'of light.' }, { result: 'Because of light.' })
        .close()
    }
    await open()
    await ask()
    await panel().findByRole('button', { name: /Done/ })
  }

  test('it is copied as a command, without its key', async () => {
    await done()
    const copied: string[] = []
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text))
    await userEvent.click(panel().getByRole('button', { name: 'Copy as curl' }))
    expect(await panel().findByText('Copied')).toBeVisible()
    expect(copied[0]).toContain(`curl -N -X POST '${location.origin}/api/answer'`)
    expect(copied[0]).toContain('-H "authorization: $AUTHORIZATION"')
    expect(copied[0]).toContain(String.raw`-H 'x-user: o'\''hara'`)
    expect(copied[0]).toContain(`--data-raw '{"data":"Why?"}'`)
    expect(copied[0]).not.toContain('very-secret')
  })

  test('it is saved as a recording, which says it again', async () => {
    await done()
    const files: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => (files.push(file as Blob), 'blob:test'))
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    await userEvent.click(panel().getByRole('button', { name: 'Save recording' }))
    expect(await panel().findByText('Saved api-answer.json')).toBeVisible()
    await userEvent.selectOptions(panel().getByLabelText('Words in the recording'), 'hide')
    await userEvent.click(panel().getByRole('button', { name: 'Save recording' }))
    await waitFor(() => expect(files).toHaveLength(2))
    const [kept = '', hidden = ''] = await Promise.all(files.map((file) => file.text()))
    expect((await replayBackend(readRecording(kept), { pace: 'instant' }).generate('')).text).toBe('Because of light.')
    expect((await replayBackend(readRecording(hidden), { pace: 'instant' }).generate('')).text).toBe(
      'Xxxxxxx xx xxxxx.'.toLowerCase(),
    )
    expect(kept).not.toContain('very-secret')
  })

  test('it answers the next question, and the server is not asked', async () => {
    await done()
    const before = transport.requests.length
    const replay = panel().getByRole('button', { name: 'Replay in the page' })
    await userEvent.click(replay)
    await waitFor(() => expect(replay).toHaveAttribute('aria-pressed', 'true'))
    answer = (request) => request.frame({ result: 'Something else' }).close()
    await userEvent.clear(screen.getByLabelText('Ask'))
    await ask('And now?')
    expect(await panel().findByRole('button', { name: /replayed/ })).toBeVisible()
    await waitFor(() => expect(screen.getByText('Because of light.', { selector: 'section p' })).toBeVisible())
    expect(transport.requests).toHaveLength(before)
    await userEvent.click(
      panel()
        .getAllByRole('button', { name: /\/api\/answer/ })
        .at(-1) as HTMLElement,
    )
    await userEvent.click(panel().getByRole('button', { name: 'Replay in the page' }))
    await userEvent.clear(screen.getByLabelText('Ask'))
    await ask('And now?')
    expect(await screen.findByText('Something else', { selector: 'section p' })).toBeVisible()
  })

  test('its reply is played again, step by step', async () => {
    await done()
    const slider = await panel().findByRole('slider', { name: 'Position' })
    await userEvent.click(panel().getByRole('button', { name: 'Play' }))
    await userEvent.click(panel().getByRole('button', { name: /Pause|Play/ }))
    fireEvent.change(slider, { target: { value: '0' } })
    await waitFor(() => expect(panel().getByText('Nothing has come yet.')).toBeVisible())
    await userEvent.click(panel().getByRole('button', { name: 'Step' }))
    expect(await panel().findByText('Because', { selector: 'p' })).toBeVisible()
  })

  test('its trace is a link', async () => {
    await done()
    expect(panel().getByRole('link', { name: 'Trace' })).toHaveAttribute('href', 'http://localhost:4000/traces/abc123')
  })
})

describe('the panel', () => {
  test('stands beside the app, which hears nothing of it', async () => {
    const heard: string[] = []
    const hear = ({ type }: { type: string }): void => void heard.push(type)
    document.addEventListener('keydown', hear)
    document.addEventListener('click', hear)
    await open(
      <button type="button" onClick={hear} onKeyDown={hear}>
        App
      </button>,
    )
    heard.length = 0
    expect(document.querySelector('[data-react-genai-devtools]')?.parentElement).toBe(document.body)
    await userEvent.click(panel().getByRole('button', { name: 'Tall' }))
    await userEvent.keyboard('{Enter}x')
    expect(panel().getByRole('button', { name: 'Tall' })).toHaveAttribute('aria-pressed', 'false')
    expect(heard).toEqual([])
    document.removeEventListener('keydown', hear)
    document.removeEventListener('click', hear)
  })

  test('shows what is being said now, not the try that failed before', async () => {
    let count = 0
    answer = (request) => void (count++ === 0 && request.refuse(503, { message: 'Too busy.' }))
    await open(<Ask backend={createGenkitClient({ baseUrl: '/api', retryDelay: 300 }).flow<string>('answer')} />)
    await ask()
    expect(await panel().findByText('503 Too busy.')).toBeVisible()
    const request = await asked()
    request.frame({ message: 'Because' })
    expect(await panel().findByText('Because', { selector: 'p' })).toBeVisible()
    expect(within(panel().getByRole('tabpanel')).queryByRole('alert')).toBeNull()
    request.frame({ result: 'Because' }).close()
  })

  test('what was cleared stays away, though it is still arriving', async () => {
    await open()
    await ask()
    const request = await asked()
    request.frame({ message: 'Be' })
    await panel().findByRole('button', { name: /Streaming/ })
    await userEvent.click(panel().getByRole('button', { name: 'Clear' }))
    await panel().findByText(/Nothing has been asked yet/)
    request.frame({ message: 'cause' })
    await screen.findByText('Because', { selector: 'section p' })
    // Longer than the panel waits before it tells.
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(panel().getByText(/Nothing has been asked yet/)).toBeVisible()
    request.frame({ result: 'Because' }).close()
  })

  test('is worked by keys alone, and gives the focus back', async () => {
    await open()
    const root = document.querySelector('[data-react-genai-devtools]')?.shadowRoot
    await waitFor(() => expect(root?.activeElement).toHaveTextContent('Close'))
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(root?.activeElement).toHaveAccessibleName(/open the devtools/))
    await userEvent.keyboard('{Enter}')
    expect(await panel().findByRole('region')).toBeVisible()
  })

  test('has tabs that arrows move', async () => {
    await open()
    await ask()
    const reply = await panel().findByRole('tab', { name: 'Reply' })
    act(() => reply.focus())
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    expect(panel().getByRole('tab', { name: 'Request' })).toHaveAttribute('aria-selected', 'true')
    expect(panel().getByRole('tabpanel')).toHaveTextContent('"data": "Why?"')
    expect(panel().getByRole('tabpanel')).toHaveTextContent('authorization: [hidden]')
  })

  test.each(['light', 'dark'])('has nothing that axe objects to: %s', async (scheme) => {
    document.documentElement.style.colorScheme = scheme
    answer = (request) => request.frame({ message: 'Be' }, { error: { message: 'It broke.' } }).close()
    await open()
    await ask()
    await panel().findByRole('button', { name: /Failed/ })
    const found = await axe.run('[data-react-genai-devtools]')
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    document.documentElement.style.colorScheme = ''
  })
})
