import { useEffect, useReducer, type ReactNode } from 'react'
import { Message } from 'react-genai'
import type { Decorator } from '@storybook/react-vite'
import './stream-player.css'

/** What a story shows at a moment of its stream. */
interface Moment {
  /** The text so far. */
  text: string
  message: Message
  streaming: boolean
  /** The connection was cut there. */
  isCut: boolean
}

interface State {
  at: number
  isPlaying: boolean
  isCut: boolean
  speed: number
}

type Action =
  | { type: 'play' | 'pause' | 'step' | 'tick' | 'cut' | 'again' }
  | { type: 'scrub' | 'speed'; value: number }

function reducer(length: number) {
  return (state: State, action: Action): State => {
    switch (action.type) {
      case 'play':
        return state.at >= length || state.isCut
          ? { ...state, at: 0, isCut: false, isPlaying: true }
          : { ...state, isPlaying: true }
      case 'again':
        return { ...state, at: 0, isCut: false, isPlaying: true }
      case 'pause':
        return { ...state, isPlaying: false }
      case 'step':
        return { ...state, isPlaying: false, isCut: false, at: Math.min(length, state.at + 1) }
      case 'tick':
        return state.at + 1 >= length ? { ...state, at: length, isPlaying: false } : { ...state, at: state.at + 1 }
      case 'cut':
        return { ...state, isPlaying: false, isCut: true }
      case 'scrub':
        return { ...state, isPlaying: false, isCut: false, at: action.value }
      default:
        return { ...state, speed: action.value }
    }
  }
}

interface StreamPlayerProps {
  /** The pieces of a reply, in their order. */
  pieces: readonly string[]
  /** Begins at this piece. Default: the last. */
  from?: number | undefined
  children: (moment: Moment) => ReactNode
}

/** Plays a reply piece by piece, as fast as one likes, forwards, backwards, or until the connection is cut. */
export function StreamPlayer({ pieces, from = pieces.length, children }: StreamPlayerProps): ReactNode {
  const { length } = pieces
  const [state, send] = useReducer(reducer(length), { at: from, isPlaying: false, isCut: false, speed: 20 })
  const { at, isPlaying, isCut, speed } = state
  useEffect(() => {
    if (!isPlaying) return undefined
    const timer = setInterval(() => send({ type: 'tick' }), 1000 / speed)
    return () => clearInterval(timer)
  }, [isPlaying, speed])
  const text = pieces.slice(0, at).join('')
  const streaming = at < length && !isCut
  return (
    <>
      <div className="player" role="group" aria-label="Stream player">
        <button type="button" onClick={() => send({ type: isPlaying ? 'pause' : 'play' })}>
          {isPlaying ? 'Pause' : 'Play'}
        </button>
        <button type="button" onClick={() => send({ type: 'step' })} disabled={at >= length}>
          Step
        </button>
        <input
          type="range"
          aria-label="Piece"
          aria-valuetext={`${at} of ${length}`}
          min={0}
          max={length}
          value={at}
          onChange={({ target }) => send({ type: 'scrub', value: target.valueAsNumber })}
        />
        <output>
          {at}/{length}
        </output>
        <label>
          Speed{' '}
          <select value={speed} onChange={({ target }) => send({ type: 'speed', value: Number(target.value) })}>
            {[2, 20, 100, 500].map((value) => (
              <option key={value} value={value}>
                {value} a second
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => send({ type: 'cut' })} disabled={!streaming}>
          Cut the connection
        </button>
      </div>
      {children({ text, message: new Message({ role: 'model', content: [{ text }] }), streaming, isCut })}
    </>
  )
}

/** The pieces in which a model would send a text. */
export const piecesOf = (text: string): string[] => text.match(/[^]{1,12}/gu) ?? []

/**
 * Plays `parameters.stream`, a text, into the story: its `text`, `message` and `streaming` are those of the moment.
 * `parameters.streamFrom` is the piece to begin at.
 */
export const withStream: Decorator = (Story, { args, parameters }) => {
  const { stream, streamFrom } = parameters as { stream?: string; streamFrom?: number }
  if (stream === undefined) return <Story />
  return (
    <StreamPlayer pieces={piecesOf(stream)} from={streamFrom}>
      {({ text, message, streaming }) => <Story args={{ ...args, text, message, streaming }} />}
    </StreamPlayer>
  )
}
