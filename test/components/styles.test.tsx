import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { afterEach, describe, expect, test } from 'vitest'
import { Markdown } from 'react-genai/components'
import styles from '../../src/styles/index.css?inline'

const added: (() => void)[] = []
afterEach(() => added.splice(0).forEach((remove) => remove()))

function addStyles(css: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets.push(sheet)
  added.push(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
  })
}

function add(element: HTMLElement): HTMLElement {
  document.body.append(element)
  added.push(() => element.remove())
  return element
}

/** Elements of a page that knows nothing of us. */
function page(): Element[] {
  const host = add(document.createElement('section'))
  const names =
    'p h1 h2 a ul ol li button input textarea select table th td pre code blockquote figure dialog details summary img hr sup'
  return names.split(' ').map((name) => host.appendChild(document.createElement(name)))
}

const looks = (element: Element): string[] => {
  const computed = getComputedStyle(element)
  return Array.from(computed, (name) => `${name}: ${computed.getPropertyValue(name)}`).filter(
    (line) => !line.startsWith('--rg'),
  )
}

const TEXT = 'A [link](https://a.example).\n\n- one\n\n```\ncode\n```\n\n> quote'

function draw(into: Element | ShadowRoot): void {
  const root = createRoot(into)
  flushSync(() => root.render(<Markdown text={TEXT} />))
  added.push(() => root.unmount())
}

describe('the stylesheet', () => {
  test('changes nothing about the page around', () => {
    const elements = page()
    const before = elements.map(looks)
    addStyles(styles)
    expect(elements.map(looks)).toEqual(before)
  })

  test('has its colours in a shadow root too', () => {
    const root = add(document.createElement('div')).attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    root.adoptedStyleSheets = [sheet]
    draw(root)
    const code = root.querySelector('.rg-code')
    expect(code && getComputedStyle(code).backgroundColor).not.toBe('rgba(0, 0, 0, 0)')
    const link = root.querySelector('a')
    expect(link && getComputedStyle(link).color).not.toBe('rgb(0, 0, 238)')
  })

  test.each([
    [
      "Tailwind's",
      '@layer base { *, ::before, ::after { margin: 0; padding: 0; border: 0 solid } ol, ul { list-style: none } a { color: inherit; text-decoration: inherit } pre { font-size: 1em } }',
    ],
    ['a blunt one, in a layer', '@layer reset { * { all: unset } }'],
  ])('%s reset, in a layer that stands first, does not undo it', (_, reset) => {
    addStyles(reset)
    addStyles(styles)
    draw(add(document.createElement('div')))
    const of = (selector: string): CSSStyleDeclaration =>
      getComputedStyle(document.querySelector(`.rg-markdown ${selector}`) as Element)
    expect(of('ul').paddingInlineStart).not.toBe('0px')
    expect(of('ul').listStyleType).toBe('disc')
    expect(of('a').textDecorationLine).toBe('underline')
    expect(of('blockquote').borderInlineStartWidth).toBe('3px')
  })

  test('any rule of the page wins, however plain', () => {
    addStyles(styles)
    addStyles('a { color: rgb(1, 2, 3) } .rg-code { border-width: 7px }')
    draw(add(document.createElement('div')))
    expect(getComputedStyle(document.querySelector('.rg-markdown a') as Element).color).toBe('rgb(1, 2, 3)')
    expect(getComputedStyle(document.querySelector('.rg-code') as Element).borderTopWidth).toBe('7px')
  })
})
