'use client'
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Player, PlayerSpeed } from '../testing/player/player.ts'
import { useAdoptedStyles } from './adopt-styles.ts'
import { BAR_STYLES } from './bar-styles.ts'

const SPEEDS: readonly PlayerSpeed[] = ['recorded', 2, 20, 100, 500]

/** Plays, pauses, steps, scrubs, and cuts a reply. */
export function PlayerBar({ player, label = 'Reply' }: { player: Player; label?: string | undefined }): ReactNode {
  const { at, length, isPlaying, isCut, speed } = useSyncExternalStore(
    player.subscribe,
    player.getSnapshot,
    player.getSnapshot,
  )
  const element = useRef<HTMLDivElement>(null)
  useAdoptedStyles(element, BAR_STYLES)
  useEffect(() => () => player.dispose(), [player])
  // Not `disabled`: whoever stands on it with the keyboard would lose their place.
  const isOver = at >= length || isCut
  const speeds = SPEEDS.includes(speed) ? SPEEDS : [speed, ...SPEEDS]
  return (
    <div ref={element} className="rg-player" role="group" aria-label={label} dir="ltr" lang="en">
      <button type="button" className="rg-player-main" onClick={() => (isPlaying ? player.pause() : player.play())}>
        {isPlaying ? 'Pause' : 'Play'}
      </button>
      <button type="button" onClick={() => isOver || player.step()} aria-disabled={isOver}>
        Step
      </button>
      <input
        type="range"
        aria-label="Position"
        aria-valuetext={`${at} of ${length}`}
        min={0}
        max={length}
        value={at}
        onChange={({ target }) => player.scrub(target.valueAsNumber)}
      />
      <output>
        {at}/{length}
      </output>
      <select
        aria-label="Speed"
        value={speed}
        onChange={({ target: { value } }) => player.setSpeed(value === 'recorded' ? value : Number(value))}
      >
        {speeds.map((value) => (
          <option key={value} value={value}>
            {value === 'recorded' ? 'As recorded' : `${value} a second`}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => isOver || player.cut()} aria-disabled={isOver}>
        Cut
      </button>
    </div>
  )
}
