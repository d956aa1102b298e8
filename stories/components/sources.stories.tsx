import type { GenerateResponse } from 'react-genai'
import { groundingOf, MessageView } from 'react-genai/components'
import { AsyncGenerateContentResponse, type GeminiResponse } from 'react-genai/client'
import { expect } from 'storybook/test'
import recorded from '../../test/fixtures/gemini/grounding.json'
import preview from '../../.storybook/preview.tsx'

/** Replies of Gemini that rest on searches: cited in the text, listed below it, with Google's suggestions in a frame. */
const meta = preview.meta({ title: 'components/Sources', component: MessageView })
export default meta

const replyOf = (data: unknown): GenerateResponse =>
  AsyncGenerateContentResponse.fromContent(data as GeminiResponse).snapshot

function args(data: unknown) {
  const response = replyOf(data)
  const { message } = response
  if (!message) throw new Error('The recording has no message.')
  return { args: { message, grounding: groundingOf(response.custom, response.text) } }
}

export const Search = meta.story({
  ...args(recorded.search),
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('list', { name: 'Sources' })).toBeVisible()
    await expect(canvas.getByTitle('Search suggestions')).toHaveAttribute('sandbox')
    await expect(canvas.getAllByRole('link', { name: /^Source 1/ })[0]).toBeVisible()
  },
})
export const Maps = meta.story(args(recorded.maps))
