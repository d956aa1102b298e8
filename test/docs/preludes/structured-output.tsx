import { createGenkitClient } from 'react-genai'
import { z } from 'zod'

export const genkit = createGenkitClient({ baseUrl: '/api' })
export const menu = genkit.flow<{ theme: string }>('menu')
export const Menu = z.object({ title: z.string() })
export const Contact = z.object({ name: z.string(), email: z.string() })
export const saved: unknown[] = []
export const save = (value: unknown): void => void saved.push(value)
