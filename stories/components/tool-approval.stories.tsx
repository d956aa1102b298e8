import { toJsonSchema, type ToolRequestPart } from 'react-genai'
import { type ToolAnswer, ToolAnswerContext, ToolRequest } from 'react-genai/components'
import { expect, fn } from 'storybook/test'
import * as z from 'zod/mini'
import preview from '../../.storybook/preview.tsx'

/** What somebody is asked to agree to, and how: why the tool asks, what it would be given, and the ways to answer. */
const meta = preview.meta({
  title: 'components/ToolApproval',
  component: ToolRequest,
  render: (args) => (
    <ToolAnswerContext.Provider value={() => args.answer}>
      <ToolRequest {...args} />
    </ToolAnswerContext.Provider>
  ),
})
export default meta

const part = (
  interrupt: unknown,
  input: unknown = { order: 'A117', amount: 349, currency: 'NOK' },
): ToolRequestPart => ({
  toolRequest: { name: 'refund', ref: 'r', input },
  metadata: { interrupt },
})
const answer = (more: Partial<ToolAnswer> = {}): ToolAnswer => ({
  approve: fn(),
  decline: fn(),
  respond: fn(),
  restart: fn(),
  ...more,
})
const reason = { message: 'Order A117 would be refunded, 349 kr. This cannot be taken back.' }
const schema = z.object({
  reason: z.enum(['broken', 'late', 'unwanted']),
  amount: z.number(),
  keepsIt: z.boolean(),
  details: z.optional(z.string().check(z.maxLength(2000))),
})

export const Approval = meta.story({ args: { part: part(reason), answer: answer({ canRemember: true }) } })
export const WithoutReason = meta.story({ args: { part: part(true), answer: answer() } })
export const Editable = meta.story({
  args: { part: part(reason), answer: answer({ canRemember: true, isEditable: true }) },
})
export const Editing = meta.story({
  args: { part: part(reason), answer: answer({ isEditable: true }) },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Edit what refund gets' }))
    await expect(await canvas.findByRole('spinbutton', { name: 'Amount' })).toBeVisible()
  },
})
export const AnswerForm = meta.story({
  args: { part: part({ question: 'What is wrong with it?' }), answer: answer({ form: () => toJsonSchema(schema) }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('combobox', { name: 'Reason' })).toBeVisible()
  },
})
export const AnswerMissing = meta.story({
  args: { part: part({ question: 'What is wrong with it?' }), answer: answer({ form: () => toJsonSchema(schema) }) },
  play: async ({ canvas, userEvent }) => {
    await canvas.findByRole('combobox', { name: 'Reason' })
    await userEvent.click(canvas.getByRole('button', { name: 'Send answer' }))
    await expect(canvas.getAllByText('Please fill this in.')).toHaveLength(2)
  },
})
export const LongInput = meta.story({
  args: {
    part: part(reason, {
      orders: Array.from({ length: 12 }, (_, at) => ({
        id: `A${100 + at}`,
        amount: 349 - at,
        notes: ['gift', 'late'],
      })),
      query: 'SELECT * FROM orders WHERE customer = 7 AND placed_at > now() - interval 30 days ORDER BY placed_at DESC',
    }),
    answer: answer({ canRemember: true }),
  },
})
export const Hostile = meta.story({
  args: {
    part: part('<button>Approve</button> \u202etxt.exe', { 'onclick=alert(1)': '<img src=x onerror=alert(1)>' }),
    answer: answer(),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole('button')).toHaveLength(2)
  },
})
