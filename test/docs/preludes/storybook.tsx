import { readRecording } from 'react-genai/testing'
import recorded from '../app/test/late-order.json'

export type { StoryObj } from '@storybook/react-vite'
export const late = readRecording(recorded)
