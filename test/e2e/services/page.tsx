import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import {
  batchQueries,
  createGeminiClient,
  GenAIProvider,
  indexedDbUploads,
  pairTools,
  useInteraction,
  useLive,
} from 'react-genai'
import { MessageView } from 'react-genai/components'
import { FileShelf, JobBoard } from 'react-genai/widgets'
import { useMutation } from '@tanstack/react-query'

// Everything goes through a proxy that holds the key.
const gemini = createGeminiClient({ baseUrl: '/gemini' })
const uploads = indexedDbUploads()
const poll = { interval: 50, maxInterval: 200 }

function Shelf() {
  return <FileShelf storage={uploads} poll={poll} concurrency={4} chunkSize={262_144} pageSize={50} />
}

function Jobs() {
  const creation = useMutation(batchQueries.create(gemini))
  return (
    <>
      <button
        type="button"
        onClick={() =>
          creation.mutate({
            model: 'gemini-2.5-flash',
            src: [{ contents: 'One' }, { contents: 'Two' }],
            config: { displayName: 'Two questions' },
          })
        }
      >
        Begin
      </button>
      <JobBoard poll={poll} />
    </>
  )
}

function Research() {
  const run = useInteraction(gemini, { storageKey: 'research' })
  const responses = pairTools(run.messages)
  return (
    <>
      <button type="button" onClick={() => run.start({ model: 'gemini-2.5-flash', input: WORDS, background: true })}>
        Find out
      </button>
      <p role="status">{run.status}</p>
      {run.messages.map((message, at) => (
        <MessageView key={at} message={message} responses={responses} />
      ))}
      <output>{run.text}</output>
    </>
  )
}
const WORDS = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ')

function Voice() {
  const live = useLive(gemini, { model: 'gemini-2.5-flash', worklet: '/worklet.js' })
  const [heard, setHeard] = useState(0)
  return (
    <>
      <button type="button" onClick={() => void live.connect()}>
        Talk
      </button>
      <button type="button" onClick={() => live.mute(true)}>
        Mute
      </button>
      <button type="button" onClick={() => live.mute(false)}>
        Unmute
      </button>
      <button type="button" onClick={() => live.send(WORDS.repeat(12))}>
        Say much
      </button>
      <button type="button" onClick={() => setHeard(live.getLevel('input'))}>
        Measure
      </button>
      <dl>
        <dd data-of="status">{live.status}</dd>
        <dd data-of="microphone">{live.microphone}</dd>
        <dd data-of="speaking">{String(live.isSpeaking)}</dd>
        <dd data-of="level">{heard}</dd>
        <dd data-of="handle">{live.handle}</dd>
      </dl>
      {live.messages.map(({ id, message, status }) => (
        <p key={id} data-role={message.role} data-status={status}>
          {message.text}
        </p>
      ))}
    </>
  )
}

const PAGES = { shelf: Shelf, jobs: Jobs, research: Research, voice: Voice }
const Shown = PAGES[location.hash.slice(1) as keyof typeof PAGES] ?? Shelf

/** Called by the page: what is only imported is left out of the bundle. */
export function mount(root: Element): void {
  createRoot(root).render(
    <StrictMode>
      <GenAIProvider gemini={gemini}>
        <main>
          <Shown />
        </main>
      </GenAIProvider>
    </StrictMode>,
  )
}
