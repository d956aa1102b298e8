import { useState } from 'react'
import {
  batchQueries,
  createGeminiClient,
  indexedDbUploads,
  pairTools,
  useCountTokens,
  useInteraction,
} from 'react-genai'
import { Composer, ErrorNotice, MessageView } from 'react-genai/components'
import { FileShelf, JobBoard, LivePanel, ModelPicker } from 'react-genai/widgets'
import { useMutation } from '@tanstack/react-query'
import worklet from 'react-genai/worklet.js?url'

// A proxy on this server holds the key.
const gemini = createGeminiClient({ baseUrl: '/gemini' })
const uploads = indexedDbUploads({ name: 'react-genai-demo-uploads' })

const MODEL = 'gemini-2.5-flash'
const VOICE = 'gemini-2.5-flash-native-audio-preview-09-2025'

function Files() {
  const [used, setUsed] = useState('')
  return (
    <>
      <h2>Files</h2>
      <p>Drop some, and reload while they are on their way: they go on.</p>
      <FileShelf client={gemini} storage={uploads} chunkSize={1_000_000} onUse={(part) => setUsed(part.media.url)} />
      <output className="saved">{used && `A message would refer to ${used}`}</output>
    </>
  )
}

function Voice() {
  return (
    <>
      <h2>Voice</h2>
      <p>Talk, or write. The stand-in hears only that there was something, once you mute.</p>
      <LivePanel client={gemini} model={VOICE} worklet={worklet} />
    </>
  )
}

function Research() {
  const run = useInteraction(gemini, { storageKey: 'demo' })
  const isOn = run.fetchStatus === 'fetching'
  return (
    <>
      <h2>In the background</h2>
      <p>It runs on the server. Reload: it is still there, and nothing is lost.</p>
      <p className="row">
        <button
          type="button"
          className="rg-button"
          aria-disabled={isOn || undefined}
          onClick={() => {
            if (!isOn) run.start({ model: MODEL, input: 'Tell me about the fjords of Norway.', background: true })
          }}
        >
          Find out about fjords
        </button>
        {isOn && (
          <button type="button" className="rg-button" onClick={() => void run.cancel()}>
            Cancel
          </button>
        )}
        <span role="status">{run.status}</span>
      </p>
      {run.messages.map((message, at) => (
        <MessageView key={at} message={message} responses={pairTools(run.messages)} streaming={run.isStreaming} />
      ))}
      {run.error && <ErrorNotice error={run.error} />}
    </>
  )
}

function Jobs() {
  const creation = useMutation(batchQueries.create(gemini))
  const src = ['A haiku about rain', 'A limerick about tea'].map((contents) => ({ contents }))
  return (
    <>
      <h2>Jobs</h2>
      <p className="row">
        <button
          type="button"
          className="rg-button"
          onClick={() => creation.mutate({ model: MODEL, src, config: { displayName: 'Two poems' } })}
        >
          Begin a batch
        </button>
      </p>
      {creation.error && <ErrorNotice error={creation.error} />}
      <JobBoard client={gemini} poll={{ interval: 2_000, maxInterval: 20_000 }} />
    </>
  )
}

function Models() {
  const [model, setModel] = useState(MODEL)
  const [text, setText] = useState('')
  const { totalTokens, isCounting, error } = useCountTokens(gemini, { model, contents: text })
  return (
    <>
      <h2>Models and tokens</h2>
      <ModelPicker client={gemini} value={model} onChange={setModel} />
      <Composer
        className="counted"
        label="Prompt"
        value={text}
        onChange={setText}
        onSend={() => setText('')}
        tools={<output aria-busy={isCounting}>{totalTokens === undefined ? '' : `${totalTokens} tokens`}</output>}
      />
      {error && <ErrorNotice error={error} />}
    </>
  )
}

export function ServicesPage() {
  return (
    <>
      <h1>Services</h1>
      <p className="lead">
        Gemini’s other services, through the same proxy. Without GEMINI_API_KEY a stand-in on this machine keeps the
        files and answers.
      </p>
      <div className="services">
        {Object.entries({ Files, Voice, Research, Jobs, Models }).map(([name, Service]) => (
          <div key={name}>
            <Service />
          </div>
        ))}
      </div>
    </>
  )
}
