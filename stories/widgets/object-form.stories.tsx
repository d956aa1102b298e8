import { replayBackend, type ReplayOptions } from 'react-genai/testing'
import { ObjectForm } from 'react-genai/widgets'
import { expect, fn, waitFor } from 'storybook/test'
import * as z from 'zod'
import preview from '../../.storybook/preview.tsx'
import { streamed, trace } from '../recordings.ts'

const Recipe = z.object({
  title: z.string(),
  servings: z.number().int().min(1),
  vegetarian: z.boolean(),
  summary: z.string(),
  ingredients: z.array(z.object({ name: z.string(), amount: z.string() })),
  steps: z.array(z.string().min(12)),
})

const RECIPE = {
  title: 'Lemon risotto with peas',
  servings: 4,
  vegetarian: true,
  summary: 'Creamy, sharp and done in half an hour. The peas go in at the very end, so that they stay green.',
  ingredients: [
    { name: 'Risotto rice', amount: '320 g' },
    { name: 'Vegetable stock', amount: '1.2 l' },
    { name: 'Lemon', amount: '1, zest and juice' },
  ],
  steps: [
    'Toast the rice in butter until it turns glassy.',
    'Add the stock ladle by ladle, stirring.',
    'Fold in peas, zest and cheese.',
  ],
}

const meta = preview.meta({
  title: 'widgets/ObjectForm',
  component: ObjectForm,
  // Unlike `Ask`, most of it is what the schema says.
  args: { output: { schema: Recipe } },
})
export default meta

type Canvas = { getByLabelText(text: string): HTMLElement; getByRole(role: string, by: { name: string }): HTMLElement }
type User = { type(element: HTMLElement, text: string): Promise<void>; click(element: HTMLElement): Promise<void> }
type Page = { canvas: Canvas; canvasElement: HTMLElement; userEvent: User }

/** A story that asks, and waits until the form stands as its name says. */
function replay(body: string, status: string, options: ReplayOptions = {}) {
  return {
    args: { backend: replayBackend(body, { pace: 2, ...options }) },
    play: async ({ canvas, canvasElement, userEvent }: Page) => {
      await userEvent.type(canvas.getByLabelText('Ask'), 'A quick risotto{Enter}')
      await waitFor(() => expect(canvasElement.querySelector('[data-status]')).toHaveAttribute('data-status', status))
    },
  }
}

const recipe = streamed(`Here you are:\n\`\`\`json\n${JSON.stringify(RECIPE, null, 2)}\n\`\`\``)
const broken = streamed(
  JSON.stringify({ ...RECIPE, servings: '4', vegetarian: undefined, steps: ['Stir.', ...RECIPE.steps] }),
)

export const Idle = meta.story({
  args: { backend: replayBackend(recipe), suggestions: ['A quick risotto', 'Something with peas'] },
})
export const FillingIn = meta.story(replay(recipe, 'streaming', { frames: 28 }))
export const Done = meta.story(replay(recipe, 'done'))
const editable = replay(recipe, 'done')
export const Editable = meta.story({ ...editable, args: { ...editable.args, onSubmit: fn() } })
export const Invalid = meta.story(replay(broken, 'done'))
const invalid = replay(broken, 'done')
export const InvalidAndEditable = meta.story({ ...invalid, args: { ...invalid.args, onSubmit: fn() } })
/** The app takes its time: the button is busy, and keeps the focus. */
export const HandingOver = meta.story({
  ...editable,
  args: { ...editable.args, onSubmit: () => new Promise<void>(() => undefined) },
  play: async (page: Page) => {
    await editable.play(page)
    await page.userEvent.click(page.canvas.getByRole('button', { name: 'Use this' }))
    await expect(page.canvas.getByRole('button', { name: 'One moment…' })).toHaveFocus()
  },
})
export const CutHalfway = meta.story(replay(recipe, 'error', { frames: 20, cut: true }))
export const Prose = meta.story(replay(streamed('I would rather not write recipes.'), 'done'))
export const ValuesAsTheyAre = meta.story({
  ...replay(trace('07'), 'done'),
  args: { ...replay(trace('07'), 'done').args, output: {} },
})
