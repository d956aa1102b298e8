import { createGenkitClient } from 'react-genai'

export const answer = createGenkitClient({ baseUrl: '/api' }).flow<string>('answer')
