import { expectTypeOf, test } from 'vitest'
import type { ComponentProps, ComponentType } from 'react'
import {
  type CodeBlockProps,
  type Grounding,
  groundingOf,
  type Highlighter,
  type Labels,
  Markdown,
  type MarkdownComponents,
  type MathProps,
  PartsProvider,
  type ToolProps,
} from 'react-genai/components'

test('an element’s component gets what the element gets', () => {
  expectTypeOf<NonNullable<MarkdownComponents['a']>>().toEqualTypeOf<ComponentType<ComponentProps<'a'>>>()
  ;<Markdown
    text=""
    components={{
      a: ({ href }) => {
        expectTypeOf(href).toEqualTypeOf<string | undefined>()
        return null
      },
      td: ({ align }) => {
        expectTypeOf(align).toExtend<string | undefined>()
        return null
      },
      math: (props) => {
        expectTypeOf(props).toEqualTypeOf<MathProps>()
        return null
      },
      codeBlock: (props) => {
        expectTypeOf(props).toEqualTypeOf<CodeBlockProps>()
        return null
      },
    }}
  />
})

test('what is no element, or takes something else, is refused', () => {
  // @ts-expect-error There is no such element in markdown.
  ;<Markdown text="" components={{ marquee: () => null }} />
  // @ts-expect-error A formula has a value.
  ;<Markdown text="" components={{ math: ({ tex }: { tex: string }) => <i>{tex}</i> }} />
  // @ts-expect-error A text is needed.
  ;<Markdown streaming />
  // @ts-expect-error A reader says what it has read.
  ;<Markdown text="" highlight={() => ({ start: () => 0 })} />
})

test('a provider takes all of it, for everything below', () => {
  const Weather = ({ part, response }: ToolProps) => <p>{response ? part.toolRequest.name : null}</p>
  const highlight: Highlighter = () => undefined
  ;<PartsProvider
    tools={{ getWeather: Weather }}
    markdown={{ languages: { mermaid: ({ lines }) => <pre>{lines.length}</pre> }, highlight }}
    labels={{ code: (language) => language, copied: 'Kopiert' }}
  />
  // @ts-expect-error There is no such word.
  ;<PartsProvider labels={{ nosuch: '' }} />
  // @ts-expect-error This word takes a language.
  ;<PartsProvider labels={{ code: (language: number) => String(language) }} />
})

test('labels and sources', () => {
  expectTypeOf<Labels['footnote']>().toEqualTypeOf<(number: number) => string>()
  expectTypeOf(groundingOf({}, '')).toEqualTypeOf<Grounding | undefined>()
})
