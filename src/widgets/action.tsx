'use client'
import type { ReactNode } from 'react'
import { Icon } from '../components/internal/icons.tsx'

interface ActionProps {
  /** The path of its picture. */
  icon: string
  label: string
  onClick: () => void
  pressed?: boolean | undefined
}

/** A small button with a picture; its words are its name. */
export function Action({ icon, label, onClick, pressed }: ActionProps): ReactNode {
  return (
    <button
      type="button"
      className="rg-action"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon path={icon} />
    </button>
  )
}
