'use client'
import { useEffect, useId, useMemo, useState, type ComponentProps, type ReactNode } from 'react'
import { cx } from '../internal/cx.ts'
import { useParts } from '../parts-context.tsx'
import { BlockList } from './block-view.tsx'
import { GROUP } from './block-views.ts'
import { MarkdownDocument } from './document.ts'
import { loadEntities } from './entities.ts'
import { Footnotes } from './footnotes.tsx'
import { FootnotesContext, MarkdownContext, type MarkdownOptions, useMarkdown } from './options.ts'
import { useMost } from './use-most.ts'

export interface MarkdownProps extends MarkdownOptions, Omit<ComponentProps<'div'>, 'children'> {
  /** CommonMark with GFM's tables, task lists, strikethrough, bare addresses and footnotes. HTML in it is text. */
  text: string
  /** More will follow: what is half written is shown as what it will most likely become. @selector [data-streaming] */
  streaming?: boolean | undefined
}

/**
 * Markdown as elements, also while it grows: of a longer text only what is new is read and drawn, whatever its length;
 * finished blocks stay as they are. Renders a `<div>`. No HTML is made or taken; images load only from where the app
 * allows (`PartsProvider media`), links lead only to web, mail and telephone.
 *
 * Options given to a `PartsProvider` (`markdown`) hold below it; those given here come first.
 *
 * @example
 * <Markdown text={reply.text} streaming={reply.isStreaming} components={{ a: RouterLink }} />
 * @see https://spec.commonmark.org/0.31.2/ and https://github.github.com/gfm/
 */
export function Markdown({
  text,
  streaming = false,
  components,
  languages,
  highlight,
  className,
  ...props
}: MarkdownProps): ReactNode {
  const above = useMarkdown()
  const given = useParts().markdown
  const ownComponents = components ?? given?.components ?? above.components
  const ownLanguages = languages ?? given?.languages ?? above.languages
  const colours = highlight ?? given?.highlight ?? above.highlight
  const id = useId()
  const shared = useMemo(
    () => ({ components: ownComponents, languages: ownLanguages, highlight: colours, id }),
    [ownComponents, ownLanguages, colours, id],
  )

  // A cache of a pure function: the same text always makes the same document, whatever was read before.
  const [reader, setReader] = useState(() => new MarkdownDocument())
  const math = ownComponents?.math !== undefined
  const whole = typeof text === 'string' ? text : ''
  const most = useMost(whole.length)
  const isMore = whole.length > most
  const shown = isMore ? whole.slice(0, most) : whole
  const { groups, footnotes, labels, isRare } = reader.read(shown, { streaming: streaming || isMore, math })

  useEffect(() => {
    if (!isRare) return undefined
    let isMounted = true
    const again = (): void => {
      if (isMounted) setReader(new MarkdownDocument())
    }
    // Without the table a rare reference stays as it was written.
    void loadEntities().then(again, () => undefined)
    return () => {
      isMounted = false
    }
  }, [isRare])

  return (
    <MarkdownContext.Provider value={shared}>
      <FootnotesContext.Provider value={labels}>
        <div
          {...props}
          className={cx('rg-markdown', className)}
          data-streaming={streaming || undefined}
          aria-busy={isMore || undefined}
        >
          {groups.map((nodes, key) => (
            <div
              key={key}
              className="rg-blocks"
              data-whole={nodes.length === GROUP || undefined}
              // Not `:last-of-type`: for it a browser looks at all that is there again, with every group that comes.
              data-open={(streaming && key === groups.length - 1) || undefined}
            >
              <BlockList nodes={nodes} />
            </div>
          ))}
          <Footnotes footnotes={footnotes} />
        </div>
      </FootnotesContext.Provider>
    </MarkdownContext.Provider>
  )
}
