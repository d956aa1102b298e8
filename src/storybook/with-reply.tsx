'use client'
import { type ComponentType, createContext, type ReactElement, useContext, useEffect, useState } from 'react'
import { addons } from 'storybook/preview-api'
import { type Playable, PlayedMoment, toRecording } from '../player/reply-player.tsx'
import { PlayerBar } from '../player/player-bar.tsx'
import type { Backend } from '../client/backend.ts'
import type { Moment } from '../testing/player/moment.ts'
import { Player, type PlayerSpeed } from '../testing/player/player.ts'
import { ownArgs, type ReplyArg } from './own-args.ts'

/** The parameters of a story that `withReply` reads. */
export interface ReplyParameters {
  /** What is played: a recording, a `script(…)`, or a text. Without it, the story is left alone. */
  reply?: Playable | undefined
  /** Behind how many events it begins. Default: all. */
  replyFrom?: number | undefined
  /** How fast it is played: `recorded`, or so many events a second. Default: as recorded, or 20 where there are no times. */
  replySpeed?: PlayerSpeed | undefined
  /** Whether it plays at once. Default: false. */
  replyPlays?: boolean | undefined
  /**
   * Which args are set: of `text`, `message`, `messages`, `response`, `streaming`, `error` and `backend`. Default: those that
   * the story has, or Storybook knows of the component; of this package's, `message`, `text` or `error` with `streaming`;
   * `backend`, where none is known.
   */
  replyArgs?: readonly ReplyArg[] | undefined
  /** Whether the bar is shown. Default: true. */
  replyBar?: boolean | undefined
}

const ARGS: readonly ReplyArg[] = ['text', 'message', 'messages', 'response', 'streaming', 'error', 'backend']

/** What `withReply` needs of Storybook's context. */
export interface StoryContextLike {
  id: string
  component?: unknown
  args: object
  argTypes?: object
  parameters: { [name: string]: unknown }
}

/** A reply as it is played, for stories that draw it themselves. */
export interface PlayedReply extends Moment {
  /** Every question that it is asked is answered by the player. */
  backend: Backend<never, unknown>
}

const ReplyContext = createContext<PlayedReply | undefined>(undefined)

/**
 * The reply that `withReply` plays, for a story's own `render`.
 * @throws Error where no `withReply` stands around it, or the story has no `reply`.
 */
export function useReply(): PlayedReply {
  const reply = useContext(ReplyContext)
  if (!reply) throw new Error('useReply needs the decorator withReply, and `parameters: { reply: … }` of the story.')
  return reply
}

/** Where a story goes on that had to begin again, by its id. */
const places = new Map<string, { at: number; speed: PlayerSpeed; isPlaying: boolean }>()

/**
 * A decorator that plays a reply into a story, with a bar: play, pause, step, scrub, speed, cut. Presentational components get
 * the `message`, `text` or `response` of the moment; widgets get a `backend` that answers as the player stands, whoever asks
 * it: a `play` function, or somebody who types. To go back, a widget begins again, and its `play` function asks again.
 *
 * @example
 * // .storybook/preview.ts
 * export default { decorators: [withReply] }
 * // a story
 * export const Weather = { parameters: { reply: script(text('It is '), wait(300), text('21 °C'), end()), replyFrom: 1 } }
 */
export function withReply(Story: ComponentType<{ args?: object }>, context: StoryContextLike): ReactElement {
  const { reply } = context.parameters as ReplyParameters
  if (reply === undefined) return <Story />
  return <Stage key={context.id} Story={Story} context={context} reply={reply} />
}

interface StageProps {
  Story: ComponentType<{ args?: object }>
  context: StoryContextLike
  reply: Playable
}

function Stage({ Story, context, reply }: StageProps): ReactElement {
  const { id, parameters } = context
  const { replyFrom, replySpeed, replyPlays = false, replyBar = true } = parameters as ReplyParameters
  const [{ player, plays }] = useState(() => {
    const place = places.get(id)
    const options = { from: place?.at ?? replyFrom, speed: place?.speed ?? replySpeed }
    return { player: new Player(toRecording(reply), options), plays: place?.isPlaying ?? replyPlays }
  })
  useEffect(() => {
    places.delete(id)
    if (plays) player.play()
    let last = player.getSnapshot().generation
    const stop = player.subscribe(() => {
      const { generation, at, speed, isPlaying } = player.getSnapshot()
      if (generation === last || !player.wasAsked) return
      last = generation
      // What has been said to a widget cannot be taken back.
      places.set(id, { at, speed, isPlaying })
      addons.getChannel().emit('forceRemount', { storyId: id })
    })
    return () => {
      stop()
      player.dispose()
    }
  }, [id, player, plays])
  return (
    <>
      {replyBar && (
        <div style={{ marginBlockEnd: '1rem' }}>
          <PlayerBar player={player} />
        </div>
      )}
      <PlayedMoment player={player}>
        {(moment) => {
          const played: PlayedReply = { ...moment, backend: player.backend }
          return (
            <ReplyContext.Provider value={played}>
              <Story args={{ ...context.args, ...argsOf(context, played) }} />
            </ReplyContext.Provider>
          )
        }}
      </PlayedMoment>
    </>
  )
}

function argsOf({ component, args, argTypes = {}, parameters }: StoryContextLike, played: PlayedReply): object {
  const own = ownArgs(component)
  const known = ARGS.filter((name) => own.includes(name) || name in args || name in argTypes)
  const { replyArgs = known.length > 0 ? known : (['backend'] as const) } = parameters as ReplyParameters
  return Object.fromEntries(replyArgs.map((name) => [name, played[name]]))
}
