import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { toJsonSchema, type ToolRequestPart, ValidationError } from 'react-genai'
import { ArtifactList, PartView, type ToolAnswer, ToolAnswerContext } from 'react-genai/components'
import 'react-genai/styles.css'
import * as z from 'zod/mini'

const call = (interrupt: unknown, input: unknown = { order: 'A117', amount: 349 }): ToolRequestPart => ({
  toolRequest: { name: 'refund', ref: 'r', input },
  metadata: { interrupt },
})
const answer = {
  approve: vi.fn<ToolAnswer['approve']>(),
  decline: vi.fn<ToolAnswer['decline']>(),
  respond: vi.fn<ToolAnswer['respond']>(),
  restart: vi.fn<ToolAnswer['restart']>(),
}
beforeEach(() => vi.clearAllMocks())

const show = (part: ToolRequestPart, more: Partial<ToolAnswer> = {}) => {
  const offered: ToolAnswer = { ...answer, ...more }
  return render(
    <ToolAnswerContext.Provider value={() => offered}>
      <PartView part={part} />
    </ToolAnswerContext.Provider>,
  )
}
const clean = async () =>
  expect(
    (await axe.run(document.body, { rules: { region: { enabled: false } } })).violations.map(({ id }) => id),
  ).toEqual([])

describe('a tool that asks', () => {
  test.each([
    ['a text', 'It cannot be undone.'],
    ['a message', { message: 'It cannot be undone.' }],
    ['a question', { ui: 'dialog', q: 'It cannot be undone.' }],
  ])('says why, with what, and how to answer: %s', async (_, interrupt) => {
    show(call(interrupt))
    const group = screen.getByRole('group', { name: 'refund' })
    expect(within(group).getByText('It cannot be undone.')).toBeTruthy()
    expect(within(group).getByText('A117')).toBeTruthy()
    await clean()
    // By keys alone, in the order in which they are read.
    await userEvent.tab()
    await userEvent.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Approve refund' }))
    await userEvent.keyboard('{Enter}')
    expect(answer.approve).toHaveBeenCalledWith()
    await userEvent.tab()
    await userEvent.keyboard(' ')
    expect(answer.decline).toHaveBeenCalledOnce()
    expect(screen.queryByRole('button', { name: /Always/ })).toBeNull()
    expect(screen.queryByRole('button', { name: /Edit/ })).toBeNull()
  })

  test('is allowed once for all, where that is remembered', async () => {
    show(call(true), { canRemember: true })
    await userEvent.click(screen.getByRole('button', { name: 'Always allow refund' }))
    expect(answer.approve).toHaveBeenCalledWith({ always: true })
  })

  test('gets another input, where it may', async () => {
    show(call(true), { isEditable: true })
    await userEvent.click(screen.getByRole('button', { name: 'Edit what refund gets' }))
    const amount = await screen.findByRole('spinbutton', { name: 'Amount' })
    await userEvent.clear(amount)
    await userEvent.type(amount, '100')
    await clean()
    await userEvent.click(screen.getByRole('button', { name: 'Approve with changes' }))
    expect(answer.restart).toHaveBeenCalledWith(
      { toolApproved: true },
      { replaceInput: { order: 'A117', amount: 100 } },
    )
    // Cancelled, it is as it was.
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(screen.getByText('349')).toBeTruthy()
  })

  test('what a model writes draws no control, and is seen as it is', () => {
    const { container } = show(
      call('<button>Approve refund</button> \u202eevil', { html: '<img src=x onerror=alert(1)>' }),
    )
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['Approve', 'Decline'])
    expect(container.querySelector('img')).toBeNull()
    expect(container.textContent).not.toContain('\u202e')
  })
})

describe('a tool that wants an answer', () => {
  const schema = z.object({
    reason: z.enum(['broken', 'late']),
    approved: z.boolean(),
    amount: z.number(),
    note: z.optional(z.string()),
    tags: z.optional(z.array(z.string())),
  })
  const form = () => toJsonSchema(schema)

  test('is given one in a form of its schema', async () => {
    show(call({ question: 'What is wrong?' }), { form })
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Reason' }), 'late')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Approved' }))
    await userEvent.type(screen.getByRole('spinbutton', { name: 'Amount' }), '12.5')
    await userEvent.type(screen.getByRole('textbox', { name: 'Note' }), 'Please')
    await userEvent.click(screen.getByRole('textbox', { name: 'Tags' }))
    await userEvent.paste('["a"]')
    await clean()
    await userEvent.click(screen.getByRole('button', { name: 'Send answer' }))
    expect(answer.respond).toHaveBeenCalledWith({
      reason: 'late',
      approved: true,
      amount: 12.5,
      note: 'Please',
      tags: ['a'],
    })
  })

  test('says what is missing or wrong beside the field, and goes there', async () => {
    show(call(true), { form })
    const send = await screen.findByRole('button', { name: 'Send answer' })
    await waitFor(() => expect(send).toHaveProperty('disabled', false))
    await userEvent.click(send)
    const reason = screen.getByRole('combobox', { name: 'Reason' })
    expect(document.activeElement).toBe(reason)
    expect(reason.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getAllByText('Please fill this in.')).toHaveLength(2)
    await clean()
    await userEvent.selectOptions(reason, 'late')
    await userEvent.type(screen.getByRole('spinbutton', { name: 'Amount' }), '1')
    await userEvent.type(screen.getByRole('textbox', { name: 'Tags' }), 'oops')
    await userEvent.click(send)
    expect(screen.getByText('This is not JSON.')).toBeTruthy()
    expect(answer.respond).not.toHaveBeenCalled()
  })

  test('and what the schema refuses is said there too', async () => {
    answer.respond.mockImplementationOnce((output) => {
      throw new ValidationError([{ message: 'Too much', path: ['amount'] }], output)
    })
    show(call(true), { form })
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Reason' }), 'late')
    await userEvent.type(screen.getByRole('spinbutton', { name: 'Amount' }), '1000000')
    await userEvent.click(screen.getByRole('button', { name: 'Send answer' }))
    expect(screen.getByText('Too much')).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByRole('spinbutton', { name: 'Amount' }))
  })

  test('asks for unions, for nothing, and for fields of any name', async () => {
    const unions = async () => ({
      type: 'object',
      properties: {
        constructor: { type: 'string' },
        size: { anyOf: [{ const: 'S' }, { const: 'L' }] },
        count: { type: ['integer', 'null'] },
        note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        urgent: { type: 'boolean' },
      },
      required: ['constructor', 'size', 'count', 'note'],
    })
    show(call(true), { form: unions })
    const first = await screen.findByRole('textbox', { name: 'Constructor' })
    expect(first.getAttribute('aria-invalid')).toBeNull()
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Size' }), 'L')
    await userEvent.click(screen.getByRole('button', { name: 'Send answer' }))
    const [given] = answer.respond.mock.lastCall ?? []
    expect(Object.entries(given as object)).toEqual([
      ['constructor', ''],
      ['size', 'L'],
      ['count', null],
      ['note', null],
    ])
  })

  test('that is one value has one field, and is told what is wrong with it', async () => {
    show(call(true), { form: async () => ({ type: 'integer' }) })
    const field = await screen.findByRole('spinbutton', { name: 'Answer' })
    await userEvent.click(screen.getByRole('button', { name: 'Send answer' }))
    expect(document.activeElement).toBe(field)
    expect(screen.getByRole('alert').textContent).toBe('Please fill this in.')
    await userEvent.type(field, '7')
    await userEvent.click(screen.getByRole('button', { name: 'Send answer' }))
    expect(answer.respond).toHaveBeenCalledWith(7)
  })

  test('can be refused', async () => {
    show(call(true), { form })
    await userEvent.click(await screen.findByRole('button', { name: 'Decline refund' }))
    expect(answer.decline).toHaveBeenCalledOnce()
  })
})

describe('artifacts', () => {
  test('are listed by name, opened, and replaced where they stand', async () => {
    const { rerender } = render(
      <ArtifactList
        artifacts={[
          { name: 'plan.md', parts: [{ text: '# Version one' }] },
          { name: 'run.ts', parts: [{ text: 'const x = 1' }] },
          { parts: [{ data: { total: 3 } }] },
        ]}
      />,
    )
    expect(screen.getByRole('region', { name: 'Artifacts' })).toBeTruthy()
    const names = ['plan.md', 'run.ts', 'Artifact 3']
    for (const name of names) await userEvent.click(screen.getByText(name))
    expect(screen.getByRole('heading', { name: 'Version one' })).toBeTruthy()
    expect(screen.getByRole('region', { name: 'Artifacts' }).textContent).toContain('const x = 1')
    await clean()
    rerender(<ArtifactList artifacts={[{ name: 'plan.md', parts: [{ text: '# Version two' }] }]} />)
    expect(screen.getByRole('heading', { name: 'Version two' })).toBeTruthy()
    rerender(<ArtifactList artifacts={[]} />)
    expect(screen.queryByRole('region')).toBeNull()
  })
})
