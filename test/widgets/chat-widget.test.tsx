import { onlineManager } from '@tanstack/react-query'
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { type ComponentProps, Profiler, type ReactNode, StrictMode } from 'react'
import { type ChatInput, type ChatMessageData, GenAIError, GenAIProvider, indexedDbStorage } from 'react-genai'
import type { ToolProps } from 'react-genai/components'
import { german } from 'react-genai/languages'
import { mockBackend, type MockBackend } from 'react-genai/testing'
import { type ChatSlots, ChatWidget } from 'react-genai/widgets'
import 'react-genai/styles.css'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import * as z from 'zod/mini'

let backend: MockBackend<ChatInput>
beforeEach(() => {
  backend = mockBackend<ChatInput>()
})
afterEach(() => onlineManager.setOnline(true))

const wrapper = ({ children }: { children?: ReactNode }) => (
  <StrictMode>
    <GenAIProvider backend={backend}>{children}</GenAIProvider>
  </StrictMode>
)
const show = (props: ComponentProps<typeof ChatWidget> = {}) => render(<ChatWidget {...props} />, { wrapper })
const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
const frame = () => act(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
const told = async (say: () => void) => {
  say()
  await frame()
}
const ask = async (question: string) => {
  await userEvent.type(box(), `${question}{Enter}`)
  await frame()
}
const talk = async (question: string, reply: string) => {
  await ask(question)
  await told(() => backend.text(reply))
  await told(() => backend.end())
}
const turns = () => screen.getAllByRole('article').map((row) => row.querySelector('.rg-message')?.textContent)
const violations = async () => (await axe.run(document.body, { rules: { region: { enabled: false } } })).violations
const clean = async () => expect((await violations()).map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])

describe('a conversation', () => {
  test('question, answer, question', async () => {
    show({ title: 'Support', suggestions: ['Where is my order?'] })
    expect(screen.getByRole('region', { name: 'Support' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Where is my order?' }))
    expect(document.activeElement).toBe(box())
    await told(() => backend.text('On its **way**'))
    expect(turns()).toEqual(['Where is my order?', 'On its way'])
    await told(() => backend.end())
    await talk('Thanks', 'You are welcome')
    expect(turns()).toEqual(['Where is my order?', 'On its way', 'Thanks', 'You are welcome'])
    expect(box().value).toBe('')
    await clean()
  })

  test('what fails is kept, with a way on', async () => {
    show()
    await ask('Why?')
    await told(() => backend.fail(new GenAIError('http', 'Your session has expired.', { httpStatus: 401 })))
    const row = screen.getByRole('article')
    expect(within(row).getByText('Not sent')).toBeTruthy()
    expect(within(row).getByRole('alert').textContent).toContain('Your session has expired.')
    await clean()
    await userEvent.click(within(row).getByRole('button', { name: 'Try again' }))
    await told(() => backend.text('Because'))
    await told(() => backend.end())
    expect(turns()).toEqual(['Why?', 'Because'])
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test('edit, answer again, and from version to version', async () => {
    show()
    await talk('Cats?', 'Meow')
    await userEvent.click((await screen.findAllByRole('button', { name: 'Edit' }))[0] as Element)
    await waitFor(() => expect(screen.getAllByRole('textbox', { name: 'Message' })).toHaveLength(2))
    const edit = screen.getAllByRole('textbox', { name: 'Message' })[0] as HTMLTextAreaElement
    expect(document.activeElement).toBe(edit)
    await userEvent.clear(edit)
    await userEvent.type(edit, 'Dogs?{Control>}{Enter}{/Control}')
    await told(() => backend.text('Woof'))
    await told(() => backend.end())
    expect(turns()).toEqual(['Dogs?', 'Woof'])
    await userEvent.click(await screen.findByRole('button', { name: 'Answer again' }))
    await told(() => backend.text('Wuff'))
    await told(() => backend.end())
    expect(turns()).toEqual(['Dogs?', 'Wuff'])
    const pickers = await screen.findAllByRole('group', { name: '2 of 2' })
    expect(pickers).toHaveLength(2)
    await userEvent.click(within(pickers[0] as HTMLElement).getByRole('button', { name: 'Previous version' }))
    expect(turns()).toEqual(['Cats?', 'Meow'])
    await clean()
  })

  test('Escape stops; what had arrived stays, and says that it was stopped', async () => {
    show()
    await ask('Why?')
    await told(() => backend.text('Be'))
    await userEvent.keyboard('{Escape}')
    expect(turns()).toEqual(['Why?', 'Be'])
    expect(screen.getByText('Stopped before the end.')).toBeTruthy()
    expect(backend.requests[0]?.signal.aborted).toBe(true)
  })

  test('messages wait while a reply is written, can be taken back, and go out', async () => {
    show()
    await ask('One')
    await told(() => backend.text('1'))
    await ask('Two')
    await ask('Three')
    const queue = await screen.findByRole('list', { name: 'Goes out next' })
    expect(within(queue).getAllByRole('listitem')).toHaveLength(2)
    await userEvent.click(within(queue).getAllByRole('button', { name: 'Take back' })[0] as Element)
    await clean()
    await told(() => backend.end())
    await frame()
    expect(turns().at(-1)).toBe('Three')
    expect(screen.queryByRole('list', { name: 'Goes out next' })).toBeNull()
  })

  test('offline it says so, keeps what is written, and sends it later', async () => {
    show()
    act(() => onlineManager.setOnline(false))
    expect(screen.getByText(/You are offline/)).toBeTruthy()
    await ask('Why?')
    await screen.findByText('Goes out when you are online again')
    expect(backend.requests).toHaveLength(0)
    act(() => onlineManager.setOnline(true))
    await waitFor(() => expect(backend.requests).toHaveLength(1))
  })

  test('a draft stays when nothing could be sent, and while a reply comes', async () => {
    show({ whileStreaming: 'drop' })
    await ask('One')
    await told(() => backend.text('1'))
    await ask('Two')
    expect(box().value).toBe('Two')
    await told(() => backend.text('1'))
    expect(box().value).toBe('Two')
  })
})

describe('tools', () => {
  const transfer = { toolRequest: { name: 'transfer', ref: '1', input: { amount: 5 } }, metadata: { interrupt: true } }
  const end = { finishReason: 'interrupted', message: { role: 'model', content: [transfer] } }

  test('one that waits is agreed to or refused, once', async () => {
    show({
      tools: { transfer: { schema: z.object({ ok: z.boolean() }), approve: { ok: true }, decline: { ok: false } } },
    })
    await ask('Pay')
    await told(() => backend.end(end))
    const approve = await screen.findByRole('button', { name: /^Approve/ })
    expect(approve.closest('details')?.textContent).toContain('amount5')
    await clean()
    await userEvent.click(screen.getByRole('button', { name: /^Decline/ }))
    expect(approve.isConnected).toBe(false)
    await waitFor(() => expect(backend.requests).toHaveLength(2))
    expect(backend.requests[1]?.input.resume?.respond?.[0]?.toolResponse.output).toEqual({ ok: false })
    await told(() => backend.text('Then not.'))
    await told(() => backend.end())
    await screen.findByText('Used transfer')
  })

  test('a component of the app answers in its own way', async () => {
    show({
      tools: {
        transfer: {
          render: ({ answer, part }: ToolProps) => (
            <button type="button" disabled={!answer} onClick={() => answer?.respond({ pin: 7 })}>
              Pay {String((part.toolRequest.input as { amount: number }).amount)}
            </button>
          ),
        },
      },
    })
    await ask('Pay')
    await told(() => backend.end(end))
    const pay = await screen.findByRole('button', { name: 'Pay 5' })
    await waitFor(() => expect(pay).toHaveProperty('disabled', false))
    await userEvent.click(pay)
    await waitFor(() => expect(backend.requests).toHaveLength(2))
    expect(backend.requests[1]?.input.resume?.respond?.[0]?.toolResponse.output).toEqual({ pin: 7 })
    expect(screen.getByRole('button', { name: 'Pay 5' })).toHaveProperty('disabled', true)
  })
})

describe('what goes with a message', () => {
  const pick = async (...files: File[]) => {
    await screen.findByRole('button', { name: 'Attach files' })
    await userEvent.upload(document.querySelector('input[type=file]') as HTMLInputElement, files, {
      applyAccept: false,
    })
  }

  test('a picture is shown, sent inside the message, and drawn in it', async () => {
    show({ attachments: { accept: 'image/*' } })
    await pick(new File([new Uint8Array([137, 80, 78, 71])], 'a.png', { type: 'image/png' }))
    await screen.findByText('a.png')
    await ask('What is this?')
    expect(backend.requests[0]?.input.messages[0]?.content).toEqual([
      {
        media: { url: 'data:image/png;base64,iVBORw==', contentType: 'image/png' },
        metadata: { name: 'a.png', size: 4 },
      },
      { text: 'What is this?' },
    ])
    expect(screen.queryByText('a.png')).toBeNull()
    await clean()
  })

  test('what may not go is refused in words, and the rest is kept', async () => {
    show({ attachments: { accept: 'image/*', maxBytes: 10, maxFiles: 1 } })
    await pick(
      new File(['x'], 'a.exe', { type: 'application/x-msdownload' }),
      new File(['x'.repeat(20)], 'b.png', { type: 'image/png' }),
      new File(['x'], 'c.png', { type: 'image/png' }),
      new File(['x'], 'd.png', { type: 'image/png' }),
    )
    expect((await screen.findByRole('alert')).textContent).toBe(
      'a.exe is of a kind that cannot be sent here. b.png is larger than 10 B. No more than 1 file can go with a message.',
    )
    expect(screen.getByText('c.png')).toBeTruthy()
  })

  test('an upload shows how far it is, holds the message back, fails in words, and is tried again', async () => {
    let finish: (url: string) => void = () => undefined
    let fail: (error: Error) => void = () => undefined
    const uploader = vi.fn(
      (_: File, { onProgress }: { onProgress: (progress: number) => void }) =>
        new Promise<{ url: string }>((resolve, reject) => {
          onProgress(0.4)
          finish = (url) => resolve({ url })
          fail = reject
        }),
    )
    show({ attachments: { uploader } })
    await pick(new File(['x'], 'a.pdf', { type: 'application/pdf' }))
    await screen.findByRole('progressbar', { name: 'Uploading a.pdf: 40 %' })
    await ask('Read this')
    expect(backend.requests).toHaveLength(0)
    await act(async () => fail(new Error('No room.')))
    await screen.findByText(/No room/)
    await clean()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await act(async () => finish('https://files.example/a'))
    await userEvent.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(backend.requests).toHaveLength(1))
    expect(backend.requests[0]?.input.messages[0]?.content[0]).toMatchObject({
      media: { url: 'https://files.example/a' },
    })
  })
})

describe('floating', () => {
  test('a button opens it, the focus goes to the box; Escape closes it and brings the focus back', async () => {
    show({ mode: 'floating', title: 'Help' })
    const launcher = await screen.findByRole('button', { name: 'Open chat' })
    expect(launcher.getAttribute('aria-expanded')).toBe('false')
    expect(screen.queryByRole('dialog')).toBeNull()
    await userEvent.click(launcher)
    expect(screen.getByRole('dialog', { name: 'Help' })).toBeTruthy()
    await waitFor(() => expect(document.activeElement).toBe(box()))
    await clean()
    await ask('Why?')
    await told(() => backend.text('Be'))
    await userEvent.keyboard('{Escape}')
    expect(screen.getByText('Stopped before the end.')).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(launcher)
  })

  test('a reply goes on while it is closed, and is there when it is opened again', async () => {
    show({ mode: 'panel', defaultOpen: true })
    await screen.findByRole('dialog')
    await ask('Why?')
    await told(() => backend.text('Be'))
    await userEvent.click(screen.getAllByRole('button', { name: 'Close chat' })[0] as Element)
    await told(() => backend.text('cause'))
    await told(() => backend.end())
    // Closed, the button says that something has come.
    await userEvent.click(await screen.findByRole('button', { name: 'Open chat, new message' }))
    expect(turns()).toEqual(['Why?', 'Because'])
  })
})

describe('looks', () => {
  test('every word is German when the labels are', async () => {
    show({ labels: german, suggestions: [] })
    expect(screen.getByRole('textbox', { name: 'Nachricht' })).toBeTruthy()
    expect(screen.getByText('Wie kann ich helfen?')).toBeTruthy()
  })

  test('slots take the place of what is there', async () => {
    const slots: ChatSlots = {
      header: ({ title }) => <h3>{title}!</h3>,
      welcome: () => <p>Hello</p>,
      avatar: ({ message }) => <i>{message.role}</i>,
      meta: ({ message }) => <b>{message.status}</b>,
      day: () => <hr />,
      actions: ({ message }) => <em>{message.text.length}</em>,
      composerTools: ({ text }) => <output>{text.length}</output>,
      footer: () => <small>Mistakes happen</small>,
    }
    show({ title: 'Mine', slots })
    expect(screen.getByRole('heading', { name: 'Mine!' })).toBeTruthy()
    expect(screen.getByText('Hello')).toBeTruthy()
    expect(screen.getByText('Mistakes happen')).toBeTruthy()
    await userEvent.type(box(), 'abc')
    expect(screen.getByText('3')).toBeTruthy()
    await talk('de', 'Reply')
    expect(screen.getByText('model')).toBeTruthy()
    expect(screen.getByText('done')).toBeTruthy()
    expect(document.querySelectorAll('em')).toHaveLength(2)
  })

  test('feedback is asked for when somebody wants it', async () => {
    const onFeedback = vi.fn()
    show({ onFeedback })
    await talk('Why?', 'Because')
    const good = await screen.findByRole('button', { name: 'Good answer' })
    await userEvent.click(good)
    expect(good.getAttribute('aria-pressed')).toBe('true')
    await userEvent.click(screen.getByRole('button', { name: 'Bad answer' }))
    expect(onFeedback.mock.calls.map(([message, value]) => [(message as { text: string }).text, value])).toEqual([
      ['Because', 'good'],
      ['Because', 'bad'],
    ])
  })
})

test('what is spoken: whole sentences or the end, never a token, never twice', async () => {
  show({ announce: 'finish' })
  await frame()
  const said: string[] = []
  const region = screen.getAllByRole('status').at(-1) as HTMLElement
  new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
    childList: true,
    characterData: true,
    subtree: true,
  })
  await ask('Why?')
  for (const token of ['Because ', 'it ', 'is. ', 'And **so** ', 'on.']) await told(() => backend.text(token))
  await told(() => backend.end())
  await waitFor(() => expect(said.at(-1)).toBe('Because it is. And so on.'))
  expect(said).toEqual(['Waiting for an answer', 'Because it is. And so on.'])
})

test('keys: ArrowUp in an empty box goes to the messages, and from one to the next', async () => {
  show()
  await talk('Why?', 'Because')
  act(() => box().focus())
  await userEvent.keyboard('{ArrowUp}')
  expect(document.activeElement?.textContent).toContain('Because')
  await userEvent.keyboard('{ArrowUp}')
  expect(document.activeElement?.textContent).toContain('Why?')
})

test('a thread that is kept is listed, shown, renamed, deleted and brought back', async () => {
  await page.viewport(1100, 800)
  const storage = indexedDbStorage({ name: `widget-${Date.now()}` })
  show({ storage, threads: true })
  await screen.findByText('How can I help?')
  await talk('First thing', 'One')
  await userEvent.click(screen.getByRole('button', { name: 'New chat' }))
  await screen.findByText('How can I help?')
  await talk('Second thing', 'Two')
  await userEvent.click(screen.getByRole('button', { name: 'Show chats' }))
  const list = await screen.findByRole('navigation', { name: 'Chats' })
  await within(list).findByRole('button', { name: 'Second thing' })
  await userEvent.click(await within(list).findByRole('button', { name: 'First thing' }))
  await waitFor(() => expect(turns()).toEqual(['First thing', 'One']))
  await clean()
  await userEvent.type(within(list).getByRole('searchbox'), 'second')
  expect(within(list).queryByRole('button', { name: 'First thing' })).toBeNull()
  await userEvent.click(within(list).getByRole('button', { name: 'Delete chat' }))
  await userEvent.click(await within(list).findByRole('button', { name: 'Undo' }))
  await within(list).findByRole('button', { name: 'Second thing' })
})

test('where there is no room beside it, the list lies over the chat: picking, a new chat and Escape close it', async () => {
  await page.viewport(414, 800)
  const storage = indexedDbStorage({ name: `narrow-${Date.now()}` })
  show({ storage, threads: true })
  await screen.findByText('How can I help?')
  await talk('First thing', 'One')
  const open = async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Show chats' }))
    return screen.findByRole('navigation', { name: 'Chats' })
  }
  const list = await open()
  await waitFor(() => expect(document.querySelector('.rg-chat-main')).toHaveProperty('inert', true))
  await userEvent.click(await within(list).findByRole('button', { name: 'First thing' }))
  expect(list.isConnected).toBe(false)
  expect(document.activeElement).toBe(box())
  await open()
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('navigation')).toBeNull()
  await open()
  await userEvent.click(screen.getByRole('button', { name: 'New chat' }))
  expect(screen.queryByRole('navigation')).toBeNull()
  await waitFor(() => expect(document.activeElement).toBe(box()))
})

test('the focus is never lost with what had it', async () => {
  show({ tools: { pay: { approve: true } } })
  await frame()
  await talk('Why?', 'Because')
  const row = () => document.activeElement?.closest('.rg-turn')?.getAttribute('aria-posinset')
  await userEvent.click(await screen.findByRole('button', { name: 'Edit' }))
  await waitFor(() => expect(screen.getAllByRole('textbox', { name: 'Message' })).toHaveLength(2))
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(row()).toBe('1'))
  await userEvent.click(await screen.findByRole('button', { name: 'Answer again' }))
  await waitFor(() => expect(document.activeElement).not.toBe(document.body))
  await told(() => backend.text('Since'))
  await told(() => backend.end())
  await userEvent.click(await screen.findByRole('button', { name: 'Previous version' }))
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Previous version'))
  await ask('Pay')
  const waiting = { toolRequest: { name: 'pay', ref: '1', input: {} }, metadata: { interrupt: true } }
  await told(() => backend.end({ finishReason: 'interrupted', message: { role: 'model', content: [waiting] } }))
  await userEvent.click(await screen.findByRole('button', { name: /^Approve/ }))
  await waitFor(() => expect(row()).toBe('4'))
})

test('1,000 messages, 1,000 tokens: at most one row is drawn for a frame, and the composer never', async () => {
  const messages = Array.from({ length: 1000 }, (_, at): Pick<ChatMessageData, 'role' | 'content'> => ({
    role: at % 2 === 0 ? 'user' : 'model',
    content: [{ text: `Message ${at}` }],
  }))
  let commits = 0
  const composer = vi.fn()
  const Tools = () => (
    <Profiler id="composer" onRender={composer}>
      <span />
    </Profiler>
  )
  const slots: ChatSlots = { composerTools: Tools }
  render(
    <GenAIProvider backend={backend}>
      <Profiler id="chat" onRender={() => commits++}>
        <ChatWidget messages={messages} slots={slots} announce="off" />
      </Profiler>
    </GenAIProvider>,
  )
  await ask('Tell me')
  await told(() => backend.text('It begins. '))
  // Rows that have gone far away are taken off the page first.
  for (let settling = 0; settling < 10; settling++) await frame()
  commits = 0
  composer.mockClear()
  let frames = 0
  for (let token = 0; token < 1000; token += 10) {
    await act(async () => {
      for (let each = 0; each < 10; each++) backend.text('word ')
      await new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))
      frames++
    })
  }
  // A few more: rows that the growing reply pushes far away are taken off the page.
  expect(commits).toBeLessThanOrEqual(frames + 5)
  expect(composer).not.toHaveBeenCalled()
  expect(document.querySelectorAll('.rg-turn').length).toBeLessThan(150)
  expect(turns().at(-1)?.match(/word/g)?.length).toBeGreaterThan(900)
})

test('an input method, a hostile name and a tool called constructor break nothing', async () => {
  show()
  await ask('Go')
  await told(() => backend.toolRequest({ name: 'constructor', ref: '1', input: {} }))
  await told(() => backend.end())
  act(() => void fireEvent.keyDown(box(), { key: 'Enter', keyCode: 229 }))
  expect(screen.getAllByRole('article')).toHaveLength(2)
})
