'use client'
import type { ComponentType, ReactNode } from 'react'
import { Contained } from '../components/internal/contained.tsx'

type SlotProps<P> = P & {
  of: ComponentType<P> | undefined
  /** What the widget has itself. */
  children?: ReactNode
  /** What nobody can do without, where the app's component throws. Default: a notice. */
  instead?: ReactNode
}

/** A component of the app's own, or what the widget has in its place. What throws takes nothing else with it. */
export function Slot<P extends { chat?: unknown; message?: unknown }>({
  of: Own,
  children,
  instead,
  ...props
}: SlotProps<P>): ReactNode {
  return (
    <Contained on={props.message ?? props.chat} instead={instead}>
      {Own ? <Own {...(props as unknown as P)} /> : children}
    </Contained>
  )
}
