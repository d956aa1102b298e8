import { withReply } from 'react-genai/storybook'
import { end, reasoning, script, text, toolRequest, toolResponse, wait } from 'react-genai/testing'
import { Ask } from 'react-genai/widgets'
import { expect, userEvent as user, waitFor } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'

/** A widget stands where the player stands, whoever asks it; to go back, it begins again and is asked again. */
const meta = preview.meta({ title: 'widgets/Ask, played', component: Ask, decorators: [withReply] })
export default meta

const weather = script(
  reasoning('They mean the city in France.'),
  wait(300),
  toolRequest({ name: 'getWeather', ref: '1', input: { city: 'Paris' } }),
  wait(500),
  toolResponse({ name: 'getWeather', ref: '1', output: { celsius: 21, sky: 'clear' } }),
  text('It is **21 °C** in Paris, and the sky is clear.', { tokensPerSecond: 20 }),
  end(),
)

export const Weather = meta.story({
  parameters: { reply: weather, replyFrom: 6 },
  play: async ({ canvas, canvasElement }) => {
    await user.type(await canvas.findByLabelText('Ask'), 'What is the weather?{Enter}')
    await waitFor(() =>
      expect(canvasElement.querySelector('[data-status]')).toHaveAttribute('data-status', 'streaming'),
    )
    await waitFor(() => expect(canvas.getByText(/It is/)).toBeVisible())
  },
})
