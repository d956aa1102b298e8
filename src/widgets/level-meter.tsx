'use client'
import { type ReactNode, useEffect, useRef } from 'react'

/** How loud it is, drawn as often as the page draws, without React: `--rg-level`, from 0 to 1. */
export function LevelMeter({ read, of }: { read: () => number; of: 'input' | 'output' }): ReactNode {
  const meter = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    let shown = 0
    const draw = (): void => {
      // Up at once, down slowly: as an ear does it.
      shown = Math.max(read(), shown * 0.85)
      meter.current?.style.setProperty('--rg-level', shown.toFixed(3))
      frame = requestAnimationFrame(draw)
    }
    let frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [read])
  return <span ref={meter} className="rg-live-meter" data-of={of} aria-hidden="true" />
}
