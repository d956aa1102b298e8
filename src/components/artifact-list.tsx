'use client'
import type { ComponentProps, ReactNode } from 'react'
import type { Artifact } from '../model/data.ts'
import { isPart } from '../model/part.ts'
import { CodeBlock } from './code-block.tsx'
import { cx } from './internal/cx.ts'
import { field } from './internal/field.ts'
import { FILE, Icon } from './internal/icons.tsx'
import { isObject } from './internal/is-object.ts'
import { listOf } from './internal/list-of.ts'
import { visible } from './internal/visible.ts'
import { artifactLabels } from './labels/artifacts.ts'
import { PartView } from './part-view.tsx'
import { useLabels } from './parts-context.tsx'

export interface ArtifactListProps extends Omit<ComponentProps<'section'>, 'children'> {
  /** What an agent has made, in the order in which it came. */
  artifacts: readonly Artifact[]
}

/** Text in a file of this kind is prose; in any other, the code of its name. */
const PROSE = /^(?:md|markdown|mdx|txt|text)$/i

const kindOf = (name: string): string => /\.([\w+-]{1,12})$/.exec(name)?.[1] ?? ''

const isArtifact = (value: unknown): boolean => isObject(value) && Array.isArray(value['parts'])

/**
 * What an agent has made beside its words: documents, pictures, data. One that comes anew takes the
 * place of the one of its name. Renders a `<section>`, and nothing when there are none.
 */
export function ArtifactList({ artifacts: given, className, ...props }: ArtifactListProps): ReactNode {
  const labels = useLabels(artifactLabels)
  const artifacts = listOf(given, isArtifact)
  if (artifacts.length === 0) return null
  return (
    <section aria-label={labels.artifacts} {...props} className={cx('rg-artifacts', className)}>
      {artifacts.map((artifact, at) => (
        <ArtifactView
          // What has a name keeps its place; others are only ever added.
          key={artifact.name ?? at}
          artifact={artifact}
          name={visible(field(artifact, 'name') ?? labels.artifact(at + 1))}
        />
      ))}
    </section>
  )
}

function ArtifactView({
  artifact: { name = '', parts },
  name: shown,
}: {
  artifact: Artifact
  name: string
}): ReactNode {
  const kind = kindOf(name)
  const isCode = kind !== '' && !PROSE.test(kind)
  return (
    <details className="rg-artifact">
      <summary className="rg-artifact-name">
        <Icon path={FILE} />
        <bdi>{shown}</bdi>
      </summary>
      <div className="rg-artifact-body">
        {parts.map((part, at) =>
          isCode && isPart(part, 'text') ? (
            <CodeBlock key={at} language={kind} info={kind} lines={part.text.split(/\r?\n/)} streaming={false} />
          ) : (
            <PartView key={at} part={part} />
          ),
        )}
      </div>
    </details>
  )
}
