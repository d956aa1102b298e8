import { indexedDbStorage, useAgentFacts } from 'react-genai'
import { type ChatSlotProps, ChatWidget } from 'react-genai/widgets'
import * as z from 'zod/mini'
// A type: nothing of the server reaches the page.
import type { DeskState } from '../server/agent.ts'

const storage = indexedDbStorage({ name: 'react-genai-demo-agent' })

const tools = {
  // What the answer must look like: it is asked for in a form.
  askCustomer: {
    schema: z.object({ reason: z.enum(['broken', 'late', 'unwanted']), details: z.optional(z.string()) }),
  },
}

const suggestions = [
  'Write a report about parcel lockers',
  'Refund order A117',
  'I want to complain about my order',
  'What can you do?',
]

/** The agent's own state, as it changes while it works. */
function Progress({ chat }: ChatSlotProps) {
  const { state } = useAgentFacts<DeskState>(chat)
  if (!state) return null
  return (
    <section className="progress" aria-label={`Progress: ${state.task}`}>
      <strong>{state.task}</strong>
      <ol>
        {state.steps.map(({ name, done }) => (
          <li key={name} data-done={done}>
            {name}
            <span className="visually-hidden">{done ? ', done' : ''}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Sends what is written for the agent to work on by itself: the page may be closed meanwhile. */
function InBackground({ chat, text }: ChatSlotProps & { text: string }) {
  const send = () => {
    chat.send(text, { detach: true })
    chat.store.setDraft({ text: '' })
  }
  return (
    <button type="button" className="rg-button" disabled={text.trim() === ''} onClick={send}>
      In the background
    </button>
  )
}

const slots = { footer: Progress, composerTools: InBackground }

export function AgentPage() {
  return (
    <>
      <h1>Agent</h1>
      <p className="lead">
        It keeps its sessions on the server: reload while it writes, or send it to work in the background and close the
        page.
      </p>
      <ChatWidget
        agent="desk"
        storage={storage}
        threads
        tools={tools}
        slots={slots}
        suggestions={suggestions}
        welcome="What should the back office do?"
        title="Back office"
      />
    </>
  )
}
