import { act, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ComponentProps, useState } from 'react'
import { AttachmentList, BranchPicker, Composer } from 'react-genai/components'
import 'react-genai/styles.css'
import { describe, expect, test, vi } from 'vitest'

const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
const button = (name: string) => screen.getByRole('button', { name })

function Page({
  onSend = vi.fn(),
  ...props
}: Partial<Omit<ComponentProps<typeof Composer>, 'onSend'>> & { onSend?: (text: string) => void }) {
  const [value, setValue] = useState('')
  return (
    <Composer
      {...props}
      value={value}
      onChange={setValue}
      onSend={() => {
        onSend(value)
        setValue('')
      }}
    />
  )
}

describe('the composer', () => {
  test('Enter sends, Shift+Enter breaks the line, blank sends nothing', async () => {
    const onSend = vi.fn()
    render(<Page onSend={onSend} />)
    await userEvent.type(box(), '  {Enter}')
    expect(button('Send').getAttribute('aria-disabled')).toBe('true')
    await userEvent.click(button('Send'))
    expect(onSend).not.toHaveBeenCalled()
    await userEvent.clear(box())
    await userEvent.type(box(), 'One{Shift>}{Enter}{/Shift}two{Enter}')
    expect(onSend.mock.calls).toEqual([['One\ntwo']])
    expect(box().value).toBe('')
  })

  test.each([
    ['by its flag', { isComposing: true }],
    ["by Safari's old key code", { keyCode: 229 }],
  ])('Enter that chooses a word of an input method does not send, known %s', async (_, sign) => {
    const onSend = vi.fn()
    render(<Page onSend={onSend} />)
    await userEvent.type(box(), 'にほん')
    act(() => void fireEvent.keyDown(box(), { key: 'Enter', ...sign }))
    expect(onSend).not.toHaveBeenCalled()
  })

  test('where Enter breaks the line, Mod+Enter sends', async () => {
    const onSend = vi.fn()
    render(<Page onSend={onSend} enterSends={false} />)
    await userEvent.type(box(), 'One{Enter}two')
    expect(onSend).not.toHaveBeenCalled()
    act(() => void fireEvent.keyDown(box(), { key: 'Enter', ctrlKey: true }))
    expect(onSend.mock.calls).toEqual([['One\ntwo']])
  })

  test('the button stops while nothing is written; with something written there are both', async () => {
    const onStop = vi.fn()
    const onSend = vi.fn()
    render(<Page busy onStop={onStop} onSend={onSend} />)
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull()
    await userEvent.click(button('Stop'))
    await userEvent.type(box(), 'Next')
    await userEvent.click(button('Stop'))
    expect(onStop).toHaveBeenCalledTimes(2)
    await userEvent.click(button('Send'))
    expect(onSend.mock.calls).toEqual([['Next']])
  })

  test('a double click sends once, and does not stop what it has sent', async () => {
    const onStop = vi.fn()
    const onSend = vi.fn()
    function Busy() {
      const [busy, setBusy] = useState(false)
      return <Page busy={busy} onStop={onStop} onSend={(text) => (onSend(text), setBusy(true))} />
    }
    render(<Busy />)
    await userEvent.type(box(), 'Once')
    await userEvent.dblClick(button('Send'))
    expect(onSend).toHaveBeenCalledTimes(1)
    expect(onStop).not.toHaveBeenCalled()
  })

  test('it grows with its text, up to a limit', async () => {
    render(<Page />)
    const low = box().offsetHeight
    await userEvent.type(box(), 'a{Shift>}{Enter}{/Shift}b{Shift>}{Enter}{/Shift}c')
    const high = box().offsetHeight
    expect(high).toBeGreaterThan(low)
    act(() => void fireEvent.change(box(), { target: { value: 'x\n'.repeat(100) } }))
    expect(box().offsetHeight).toBeLessThan(250)
  })

  test('files are pasted, dropped and chosen; text that is pasted stays text', async () => {
    const onFiles = vi.fn()
    render(<Page onFiles={onFiles} accept="image/*" />)
    const file = new File(['x'], 'x.png', { type: 'image/png' })
    const data = new DataTransfer()
    data.items.add(file)
    act(
      () =>
        void box().dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })),
    )
    const form = box().closest('form') as HTMLFormElement
    act(
      () => void form.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true })),
    )
    expect(screen.getByText('Drop files to attach them')).toBeTruthy()
    act(() => void form.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })))
    const picker = form.querySelector('input[type=file]') as HTMLInputElement
    expect(picker.accept).toBe('image/*')
    await userEvent.upload(picker, file)
    expect(onFiles.mock.calls.map(([files]) => (files as File[]).map(({ name }) => name))).toEqual([
      ['x.png'],
      ['x.png'],
      ['x.png'],
    ])
    const words = new DataTransfer()
    words.setData('text/plain', 'words')
    const paste = new ClipboardEvent('paste', { clipboardData: words, bubbles: true, cancelable: true })
    act(() => void box().dispatchEvent(paste))
    expect(paste.defaultPrevented).toBe(false)
  })
})

test('attachments: pictures that are here are shown, others are named; nothing is loaded', async () => {
  const onRemove = vi.fn()
  render(
    <AttachmentList
      attachments={[
        { id: '1', name: 'a.png', size: 2000, contentType: 'image/png', url: 'data:image/png;base64,iVBORw0KGgo=' },
        { id: '2', name: 'b.png', size: 10, contentType: 'image/png', url: 'https://elsewhere.example/b.png' },
        { id: '3', name: 'c.pdf', size: 10, contentType: 'application/pdf', progress: 0.5 },
        {
          id: '4',
          name: '\u202Egnp.exe',
          size: 10,
          contentType: 'image/svg+xml',
          url: 'data:image/svg+xml,<svg/>',
          error: 'No.',
        },
      ]}
      onRemove={onRemove}
    />,
  )
  expect(document.querySelectorAll('img')).toHaveLength(1)
  expect(screen.getByRole('progressbar', { name: 'Uploading c.pdf: 50 %' })).toHaveProperty('value', 50)
  expect(screen.getByText('\\u202egnp.exe')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Remove c.pdf' }))
  expect(onRemove).toHaveBeenCalledWith('3')
})

test('branches: from one to the next, and not past the last', async () => {
  const onChange = vi.fn()
  render(<BranchPicker branches={['a', 'b', 'c']} current="b" onChange={onChange} />)
  expect(screen.getByRole('group', { name: '2 of 3' })).toBeTruthy()
  await userEvent.click(button('Previous version'))
  await userEvent.click(button('Next version'))
  expect(onChange.mock.calls).toEqual([['a'], ['c']])
})
