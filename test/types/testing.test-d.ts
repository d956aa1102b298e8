import { expectTypeOf, test } from 'vitest'
import { type Agent, type Backend, createGenkitClient } from 'react-genai'
import {
  mockBackend,
  recordBackend,
  type Recording,
  replayAgent,
  replayBackend,
  script,
  text,
  toolRequest,
} from 'react-genai/testing'
import trip from '../fixtures/demo/trip.json'

const genkit = createGenkitClient()

test('a recorded backend is what it was, and a recording more', () => {
  const menu = recordBackend(genkit.flow<{ theme: string }, { title: string }>('menu'))
  expectTypeOf(menu).toExtend<Backend<{ theme: string }, { title: string }>>()
  expectTypeOf(menu.recording).returns.toEqualTypeOf<Recording>()
  // @ts-expect-error the flow takes an object
  void menu.generate('sushi')
  const desk = recordBackend(genkit.agent<{ seat: string }>('desk'))
  expectTypeOf(desk).toExtend<Agent<{ seat: string }>>()
})

test('a file that is imported is a recording', () => {
  expectTypeOf(replayBackend(trip)).toEqualTypeOf<Backend<string>>()
  expectTypeOf(replayBackend<{ theme: string }, { title: string }>(trip)).toEqualTypeOf<
    Backend<{ theme: string }, { title: string }>
  >()
  expectTypeOf(replayAgent<{ seat: string }>(trip)).toEqualTypeOf<Agent<{ seat: string }>>()
  // @ts-expect-error neither a recording nor a body
  replayBackend({ replies: [] })
  // @ts-expect-error no pace
  replayBackend(trip, { pace: 'slow' })
})

test('a script is made of steps', () => {
  expectTypeOf(script(text('Hi'))).toEqualTypeOf<Recording>()
  // @ts-expect-error a step, not a text
  script('Hi')
  // @ts-expect-error a tool has a name
  toolRequest({ input: 1 })
})

test('a mock takes what its backend takes', () => {
  const backend = mockBackend<{ question: string }>()
  expectTypeOf(backend.requests[0]?.input).toEqualTypeOf<{ question: string } | undefined>()
  // @ts-expect-error an object
  void backend.generate('Why?')
})
