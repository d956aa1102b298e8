'use client'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../components/internal/icons.tsx'

interface ActionProps {
  icon: IconName
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
      <Icon name={icon} />
    </button>
  )
}
