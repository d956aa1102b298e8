'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { MessageView } from '../components/message-view.tsx'
import { PlayerBar } from '../player/player-bar.tsx'
import { PlayedMoment } from '../player/reply-player.tsx'
import type { Moment } from '../testing/player/moment.ts'
import { Player } from '../testing/player/player.ts'
import { recordingOf } from '../testing/recording/record-fetch.ts'
import type { Run } from './run-log.ts'

/** The reply: as it comes, and when it is over, with a bar to play it again. */
export function Reply({ run, moment, isOver }: { run: Run; moment: Moment; isOver: boolean }): ReactNode {
  const { tries } = run
  const [loaded, setLoaded] = useState<{ tries: Run['tries']; player: Player }>()
  useEffect(() => {
    let isLeft = false
    const load = async (): Promise<void> => {
      const recording = await recordingOf([tries])
      if (!isLeft && recording.replies[0]?.events.length) setLoaded({ tries, player: new Player(recording) })
    }
    if (isOver) void load()
    return () => {
      isLeft = true
    }
  }, [tries, isOver])
  // Of another try, it says what is no longer true.
  if (!isOver || loaded?.tries !== tries) return <Messages moment={moment} />
  const { player } = loaded
  return (
    <>
      <PlayerBar player={player} label="Play the reply" />
      <PlayedMoment player={player}>{(played) => <Messages moment={played} />}</PlayedMoment>
    </>
  )
}

function Messages({ moment: { messages, streaming, error } }: { moment: Moment }): ReactNode {
  return (
    <div className="messages">
      {messages.map((message, at) => (
        <MessageView
          // oxlint-disable-next-line react/no-array-index-key -- a message of a reply is its place
          key={at}
          message={message}
          streaming={streaming && at === messages.length - 1}
        />
      ))}
      {error && <ErrorNotice error={error} />}
      {messages.length === 0 && !error && <p className="muted">Nothing has come yet.</p>}
    </div>
  )
}
