import { createGeminiClient } from 'react-genai'
import { mockGemini } from 'react-genai/testing'

export const client = createGeminiClient(mockGemini().options)
export const model = 'gemini-2.5-flash-native-audio-preview-09-2025'
