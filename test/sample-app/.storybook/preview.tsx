import type { Preview } from '@storybook/react-vite'
import { withReply } from 'react-genai/storybook'
import 'react-genai/styles.css'

const preview: Preview = {
  decorators: [withReply],
  parameters: {
    controls: { matchers: { color: /(background|color)$/i, date: /Date$/i } },
  },
}
export default preview
