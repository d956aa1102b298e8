'use client'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import type { PartProps } from './parts-context.tsx'

export type ResourcePartProps = PartProps<'resource'> & Omit<ComponentProps<'p'>, 'part' | 'children'>

/** A resource that the server will read: its address, as text. Renders a `<p>`. */
export function ResourcePart({ part, streaming: _, className, ...props }: ResourcePartProps): ReactNode {
  return (
    <p {...props} className={cx('rg-resource', className)}>
      <bdi>{part.resource.uri}</bdi>
    </p>
  )
}
