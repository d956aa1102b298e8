import type { Meta, StoryObj } from '@storybook/react-vite'
import { end, script, text } from 'react-genai/testing'
import { Help } from './support'

const meta = {
  title: 'Help',
  component: Help,
  parameters: {
    reply: script(text('Your order '), text('is in **Oslo**. '), text('It comes tomorrow.'), end()),
    replyFrom: 0,
  },
} satisfies Meta<typeof Help>
export default meta

type Story = StoryObj<typeof Help>

export const Idle: Story = {}

export const Asked: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(canvas.getByLabelText('Ask'), 'Where is my order?{Enter}')
  },
}
