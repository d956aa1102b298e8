'use client'
import type { ReactNode } from 'react'

// One stroke each, on a grid of 20. Each by itself, so that a bundle holds only those that it shows.
export const SEND = 'M10 16V4M5 9l5-5 5 5'
export const STOP = 'M6 6h8v8H6z'
export const ATTACH =
  'M14.5 9.5l-5.6 5.6a3.2 3.2 0 0 1-4.5-4.5l6.4-6.4a2.2 2.2 0 0 1 3.1 3.1l-6.3 6.3a1.1 1.1 0 0 1-1.6-1.6l5.5-5.5'
export const MIC =
  'M10 3a2.2 2.2 0 0 1 2.2 2.2v4.6a2.2 2.2 0 0 1-4.4 0V5.200A2.2 2.2 0 0 1 10 3zM5 9.500a5 5 0 0 0 10 0M10 14.500V17'
export const CLOSE = 'M5 5l10 10M15 5L5 15'
export const DOWN = 'M10 4v12M5 11l5 5 5-5'
export const COPY = 'M7.5 7.500h8v9h-8zM12.5 7.500v-4h-8v9h3'
export const EDIT = 'M4 16l.8-3.400L13 4.200l2.8 2.8-8.3 8.300z'
export const AGAIN = 'M15.5 10a5.5 5.5 0 1 1-1.7-4M14 2.500V6h-3.5'
export const GOOD = 'M7 9l2.8-6c1 0 1.9.8 1.7 2L11 8h4.200l-1 6.500H7zM4 9h3v6.500H4z'
export const BAD = 'M7 11l2.8 6c1 0 1.9-.8 1.7-2L11 12h4.200l-1-6.500H7zM4 4.500h3V11H4z'
export const SPEAK = 'M4 8v4h2.500L10 15V5L6.5 8zM12.5 7.500a3.5 3.5 0 0 1 0 5M14.8 5.500a6.5 6.5 0 0 1 0 9'
export const PREVIOUS = 'M12 5l-5 5 5 5'
export const NEXT = 'M8 5l5 5-5 5'
export const CHAT = 'M4 5.500h12v8.500H9.500L6 16.500V14H4z'
export const LIST = 'M4 6h12M4 10h12M4 14h8'
export const PLUS = 'M10 4v12M4 10h12'
export const TRASH = 'M5 6h10M8 6V4h4v2M6.5 6l.6 10h5.800l.6-10'
export const EXPORT = 'M10 12V3.500M6.5 6.500L10 3l3.5 3.500M4.5 11v5h11v-5'
export const IMPORT = 'M10 3v8.500M6.5 8.500L10 12l3.5-3.500M4.5 11v5h11v-5'
export const FILE = 'M6 3h5l3.5 3.500V17H6zM11 3v3.500h3.5'
export const PAUSE = 'M7.5 5v10M12.500 5v10'
export const PLAY = 'M7 4.500l8 5.500-8 5.500z'
export const CAMERA = 'M3.500 6h9v8h-9zM12.500 9l4-2v6l-4-2'
export const SCREEN = 'M3.500 4.500h13v8.500h-13zM7.500 16.500h5'
export const UPLOAD = 'M10 13V4M6.500 7.500L10 4l3.500 3.500M4 13v3.500h12V13'
export const MUTED =
  'M10 3a2.2 2.2 0 0 1 2.2 2.200v4.600M7.800 7.500v2.300a2.200 2.200 0 0 0 3.400 1.800M5 9.500a5 5 0 0 0 8.500 3.500M15 9.500q0 1-.4 1.900M10 14.500V17M3.500 3.500l13 13'

/** A picture beside words that say the same. */
export function Icon({ path }: { path: string }): ReactNode {
  return (
    <svg className="rg-icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
