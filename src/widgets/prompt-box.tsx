'use client'
import { useId, useState, type FormEvent, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { askLabels } from '../components/labels/widgets.ts'
import { useLabels } from '../components/parts-context.tsx'
import { Suggestions } from '../components/suggestions.tsx'

interface PromptBoxProps {
  /** The server is at work: the button stops it. */
  busy: boolean
  /** Whether the suggestions are shown although something is written. */
  showSuggestions: boolean
  suggestions: readonly string[]
  placeholder: string
  /** Where the focus goes when the button that had it is gone. */
  input: RefObject<HTMLTextAreaElement | null>
  onAsk: (text: string) => void
  onStop: () => void
}

/** The box that a prompt is written in, with its button, and what else one might ask. */
export function PromptBox({
  busy,
  showSuggestions,
  suggestions,
  placeholder,
  input,
  onAsk,
  onStop,
}: PromptBoxProps): ReactNode {
  const labels = useLabels(askLabels)
  const id = useId()
  const [text, setText] = useState('')

  const ask = (prompt: string): void => {
    if (!busy && prompt.trim() !== '') onAsk(prompt)
  }
  // The button is gone once it has been pressed; without this the focus would go with it.
  const suggest = (prompt: string): void => {
    input.current?.focus()
    setText(prompt)
    ask(prompt)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (busy) onStop()
    else ask(text)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter that chooses a word of an input method is not a send; Safari says so only by the old key code.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || composing) return
    event.preventDefault()
    ask(text)
  }

  return (
    <>
      <form className="rg-ask-form" onSubmit={submit}>
        <label className="rg-visually-hidden" htmlFor={id}>
          {labels.ask}
        </label>
        <textarea
          id={id}
          ref={input}
          className="rg-ask-input"
          rows={1}
          dir="auto"
          value={text}
          placeholder={placeholder}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className="rg-ask-send"
          aria-label={busy ? labels.stop : labels.send}
          disabled={!busy && text.trim() === ''}
          // The second click of a double click would stop what the first has sent.
          onClick={(event) => event.detail > 1 && event.preventDefault()}
        >
          <SendIcon stop={busy} />
        </button>
      </form>
      {!busy && (showSuggestions || text === '') && <Suggestions suggestions={suggestions} onSelect={suggest} />}
    </>
  )
}

function SendIcon({ stop }: { stop: boolean }): ReactNode {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" fill="none" aria-hidden="true">
      {stop ? (
        <rect x="5" y="5" width="10" height="10" rx="2" fill="currentColor" />
      ) : (
        <path
          d="M10 16V4M5 9l5-5 5 5"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
    </svg>
  )
}
