/** A mistake in every second line, one of each entry point: TypeScript refuses them, or it has found no types at all. */
import { createGenkitClient } from 'react-genai'
import { GenerateResponse } from 'react-genai/client'
import { MessageView } from 'react-genai/components'
import { GenAIDevtools } from 'react-genai/devtools'
import { french } from 'react-genai/languages'
import { mockBackend } from 'react-genai/testing'
import { countRenders } from 'react-genai/testing/react'
import { Ask } from 'react-genai/widgets'

export const client = createGenkitClient({ baseUrl: 1 }) // wrong
export const text: number = new GenerateResponse({}).text // wrong
export const view = <MessageView message="Hello" /> // wrong
export const devtools = <GenAIDevtools position="nowhere" /> // wrong
export const words: number = french.send // wrong
export const said = mockBackend().text(1) // wrong
export const count: string = countRenders().commits // wrong
export const ask = <Ask backend={mockBackend<{ prompt: string }>()} /> // wrong
