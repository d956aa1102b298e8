import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import type { ReactNode } from 'react'
import { createGeminiClient, GenAIProvider } from 'react-genai'
import { mockGemini, type MockGeminiOptions } from 'react-genai/testing'
import { FileShelf, JobBoard, LivePanel, ModelPicker } from 'react-genai/widgets'
import { beforeAll, expect, test, vi } from 'vitest'
import 'react-genai/styles.css'

// What keeps the focus is fetched when a widget is drawn: here it is there already.
beforeAll(async () => void (await import('../../src/widgets/keep-focus.ts')))

function show(node: ReactNode, given: MockGeminiOptions = {}) {
  const mock = mockGemini(given)
  render(<GenAIProvider gemini={createGeminiClient(mock.options)}>{node}</GenAIProvider>)
  return mock
}
const button = (name: string | RegExp) => screen.findByRole('button', { name })
const FILES = ['one', 'two', 'three'].map((id) => ({ name: `files/${id}`, displayName: `${id}.txt`, state: 'ACTIVE' }))

test('by keys alone: a file is deleted, had back, and the focus never falls to the page', async () => {
  const mock = show(<FileShelf undoTime={2_000} />, { files: FILES })
  ;(await button('Delete two.txt')).focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByText('two.txt', { exact: true })).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Undo' })))
  expect(screen.getByText(/two\.txt was deleted/).getAttribute('role')).toBe('status')
  await userEvent.keyboard('{Enter}')
  await button('Delete two.txt')
  expect(document.activeElement).not.toBe(document.body)
  ;(await button('Delete three.txt')).focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(mock.requests).toContain('DELETE files/three'))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
  expect(document.activeElement).not.toBe(document.body)
})

test('a deletion that the server refuses is said, and undone', async () => {
  const mock = show(<FileShelf undoTime={10} />, { files: FILES })
  const trash = await button('Delete one.txt')
  mock.fail(403)
  await userEvent.click(trash)
  expect((await screen.findByRole('alert')).textContent).toContain('403')
  await button('Delete one.txt')
})

test('files that are dropped are taken in', async () => {
  show(<FileShelf poll={{ interval: 5 }} />)
  const shelf = await screen.findByRole('region', { name: 'Files' })
  const data = new DataTransfer()
  data.items.add(new File(['x'], 'dropped.txt', { type: 'text/plain' }))
  for (const type of ['dragover', 'drop'])
    shelf.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }))
  await button('Delete dropped.txt')
  expect(shelf.dataset['dragging']).toBeUndefined()
})

test('what a file is called cannot pretend to be another', async () => {
  show(<FileShelf />, { files: [{ name: 'files/a', displayName: 'fdp.\u202Etxt.exe', state: 'ACTIVE' }] })
  expect((await button(/^Delete/)).getAttribute('aria-label')).not.toContain('\u202E')
})

test('a job that is forgotten leaves the focus in the table', async () => {
  const batches = ['a', 'b'].map((id) => ({
    name: `batches/${id}`,
    metadata: { displayName: id, state: 'BATCH_STATE_SUCCEEDED', createTime: '2026-01-01T00:00:00Z' },
  }))
  show(<JobBoard cost={({ title }) => `$${title}`} />, { batches })
  const trash = await button('Delete a')
  expect(within(screen.getByRole('table')).getByText('$b')).toBeTruthy()
  trash.focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByText('a', { exact: true })).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Delete b' })))
})

test('a model that is chosen by keys is told with what it can do', async () => {
  const onChange = vi.fn()
  show(<ModelPicker value="models/gemini-2.5-flash" onChange={onChange} filter={({ name }) => name !== 'models/x'} />)
  await screen.findByRole('option', { name: 'Gemini 2.5 Pro' })
  const picker = screen.getByRole('combobox', { name: 'Model' })
  expect((picker as HTMLSelectElement).value).toBe('gemini-2.5-flash')
  expect(picker.getAttribute('aria-describedby')).toBeTruthy()
  await userEvent.selectOptions(picker, 'gemini-2.5-pro')
  expect(onChange).toHaveBeenCalledWith('gemini-2.5-pro', expect.objectContaining({ inputTokenLimit: 1_048_576 }))
})

test('a conversation by voice, from the first click to the last', async () => {
  const mock = show(<LivePanel model="m" microphone={false} />)
  await userEvent.click(await button('Start talking'))
  await userEvent.type(await screen.findByRole('textbox', { name: 'Message' }), 'Hello{Enter}')
  await screen.findByText('You said: Hello')
  expect(screen.getByRole('group', { name: 'You' }).textContent).toBe('Hello')
  expect((await axe.run(document.body)).violations.map(({ id }) => id)).toEqual([])
  await userEvent.click(await button('End'))
  expect(await button('Start talking')).toBeTruthy()
  await waitFor(() => expect(mock.live.openSockets).toBe(0))
  // What was said stays to be read.
  expect(screen.getByText('You said: Hello')).toBeTruthy()
})
