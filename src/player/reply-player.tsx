'use client'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import type { Moment } from '../testing/player/moment.ts'
import { Player, type PlayerOptions } from '../testing/player/player.ts'
import type { Recording } from '../testing/recording/recording.ts'
import { script, text } from '../testing/script.ts'
import { PlayerBar } from './player-bar.tsx'

/** What is played: a recording, a script, or a text, which is streamed a dozen characters at a time. */
export type Playable = Recording | string

export const toRecording = (reply: Playable): Recording =>
  typeof reply === 'string' ? script(...(reply ? [text(reply, { size: 12 })] : [])) : reply

/** Props of `ReplyPlayer`. */
export interface ReplyPlayerProps extends PlayerOptions {
  /** What is played. */
  recording: Playable
  /** Draws the moment. */
  children: (moment: Moment, player: Player) => ReactNode
}

/**
 * A bar to play, pause, step, scrub and cut a reply, and beneath it whatever draws it. The recording is read once.
 *
 * @example
 * <ReplyPlayer recording={script(text('It is '), drop())}>
 *   {({ message, streaming, error }) => (
 *     <>
 *       <MessageView message={message} streaming={streaming} />
 *       {error && <ErrorNotice error={error} />}
 *     </>
 *   )}
 * </ReplyPlayer>
 */
export function ReplyPlayer({ recording, children, ...options }: ReplyPlayerProps): ReactNode {
  const [player] = useState(() => new Player(toRecording(recording), options))
  return (
    <>
      <div style={{ marginBlockEnd: '1rem' }}>
        <PlayerBar player={player} />
      </div>
      <PlayedMoment player={player}>{children}</PlayedMoment>
    </>
  )
}

/** What is to be shown of a player now. */
export function PlayedMoment({
  player,
  children,
}: {
  player: Player
  children: ReplyPlayerProps['children']
}): ReactNode {
  const read = (): Moment => player.moment
  return children(useSyncExternalStore(player.subscribe, read, read), player)
}
