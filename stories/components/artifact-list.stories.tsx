import { ArtifactList } from 'react-genai/components'
import { expect } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import { everything as trip } from '../texts.ts'

/** What an agent has made beside its words. */
const meta = preview.meta({ title: 'components/ArtifactList', component: ArtifactList })
export default meta

const artifacts = [
  { name: 'bergen.md', parts: [{ text: trip }] },
  { name: 'forecast.ts', parts: [{ text: "export const rain = await fetch('/forecast')\nconsole.log(rain)" }] },
  { name: 'budget.json', parts: [{ data: { fløibanen: 190, soup: 249 } }] },
]

export const Closed = meta.story({ args: { artifacts } })
export const Open = meta.story({
  args: { artifacts },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByText('bergen.md'))
    await userEvent.click(canvas.getByText('forecast.ts'))
    await userEvent.click(canvas.getByText('budget.json'))
    await expect(canvas.getByText('190')).toBeVisible()
  },
})
export const Unnamed = meta.story({ args: { artifacts: [{ parts: [{ text: 'A poem' }] }] } })
