import { Message } from 'react-genai'
import { MessageView } from 'react-genai/components'
import preview from '../../.storybook/preview.tsx'

const meta = preview.meta({ title: 'components/MessageView', component: MessageView })
export default meta

export const Model = meta.story({
  args: {
    message: new Message({
      role: 'model',
      content: [{ reasoning: 'A short one will do.' }, { text: 'The sky is blue because short waves scatter more.' }],
    }),
  },
})
export const User = meta.story({ args: { message: Message.parse('Why is the sky blue?') } })
export const Streaming = meta.story({
  args: { streaming: true, message: new Message({ role: 'model', content: [{ text: 'The sky is blue because' }] }) },
})
export const Empty = meta.story({ args: { message: new Message({ role: 'model', content: [] }) } })
export const EveryKind = meta.story({
  args: {
    message: new Message({
      role: 'model',
      content: [
        { text: 'Here is what I found.' },
        { toolRequest: { name: 'search', input: { query: 'sky' } } },
        { data: { found: 3 } },
        { media: { url: 'https://cdn.example.com/sky.jpg' } },
        { text: 'That is all.' },
      ],
    }),
  },
})
