import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useEffect, useState } from 'react'
import { MessageList } from 'react-genai/components'
import 'react-genai/styles.css'
import { describe, expect, test } from 'vitest'

interface Row {
  id: string
  height?: number
}
const rows = (count: number, prefix = 'm'): Row[] =>
  Array.from({ length: count }, (_, at) => ({ id: `${prefix}${String(at).padStart(5, '0')}` }))

/** What a test does to the page. */
const page: { change: (next: (rows: Row[]) => Row[]) => void; anchorTo: (id: string) => void } = {
  change: () => undefined,
  anchorTo: () => undefined,
}

function Page({ initial, follow, drawAll }: { initial: Row[]; follow?: 'bottom' | 'turn' | 'none'; drawAll?: number }) {
  const [items, setItems] = useState(initial)
  const [anchor, setAnchor] = useState<string>()
  useEffect(() => void Object.assign(page, { change: setItems, anchorTo: setAnchor }), [])
  return (
    <div style={{ display: 'flex', height: 400, width: 400 }}>
      <MessageList
        items={items}
        follow={follow}
        anchor={anchor}
        drawAll={drawAll}
        textOf={({ id }) => `words of ${id}`}
      >
        {draw}
      </MessageList>
    </div>
  )
}
const draw = ({ id, height = 60 }: Row) => <p style={{ height, margin: 0 }}>{id}</p>

const scroller = () => document.querySelector<HTMLElement>('.rg-messages-scroller') as HTMLElement
const fromEnd = () => scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight
/** Where a row stands on the screen. */
const place = (id: string) => document.querySelector(`[data-item=${id}]`)?.getBoundingClientRect().top ?? NaN
const frames = async (count = 3) => {
  for (let frame = 0; frame < count; frame++)
    await act(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())))
}
const scrollTo = async (top: number) => {
  scroller().scrollTop = top
  await frames()
}
const grow = (by: number) =>
  act(() =>
    page.change((before) =>
      before.map((row, at) => (at === before.length - 1 ? { ...row, height: (row.height ?? 60) + by } : row)),
    ),
  )

describe('following', () => {
  test('it begins at the end, and stays there while the last row grows', async () => {
    render(<Page initial={rows(30)} />)
    await frames()
    expect(fromEnd()).toBeLessThanOrEqual(1)
    for (let token = 0; token < 10; token++) {
      grow(37)
      await frames(1)
    }
    await frames()
    expect(fromEnd()).toBeLessThanOrEqual(1)
  })

  test('a reader who has moved up is left alone, however little they moved', async () => {
    render(<Page initial={rows(30)} />)
    await frames()
    await scrollTo(scroller().scrollTop - 5)
    const top = scroller().scrollTop
    grow(300)
    await frames()
    expect(scroller().scrollTop).toBe(top)
    expect(screen.getByRole('button', { name: 'To the end' })).toBeTruthy()
  })

  test('new rows are counted while the reader is away; the button goes to them, and following goes on', async () => {
    render(<Page initial={rows(30)} />)
    await frames()
    await scrollTo(300)
    const at = place('m00006')
    act(() => page.change((before) => [...before, ...rows(2, 'n')]))
    await frames()
    expect(place('m00006')).toBe(at)
    act(() => screen.getByRole('button', { name: '2 new messages, to the end' }).click())
    await frames()
    expect(fromEnd()).toBeLessThanOrEqual(1)
    expect(screen.queryByRole('button')).toBeNull()
    grow(200)
    await frames()
    expect(fromEnd()).toBeLessThanOrEqual(1)
  })

  test('coming back to the end by scrolling follows again', async () => {
    render(<Page initial={rows(30)} />)
    await frames()
    await scrollTo(300)
    await scrollTo(scroller().scrollHeight)
    grow(200)
    await frames()
    expect(fromEnd()).toBeLessThanOrEqual(1)
  })

  test('older rows in front move nothing, not even at the very top', async () => {
    render(<Page initial={rows(30)} />)
    await frames()
    await scrollTo(0)
    const at = place('m00000')
    act(() => page.change((before) => [...rows(20, 'a'), ...before]))
    expect(Math.abs(place('m00000') - at)).toBeLessThanOrEqual(1)
    await frames()
    expect(Math.abs(place('m00000') - at)).toBeLessThanOrEqual(1)
  })

  test('a picture that loads above moves nothing of what is read', async () => {
    render(<Page initial={rows(30)} />)
    await frames()
    await scrollTo(900)
    const at = place('m00016')
    act(() => page.change((before) => before.map((row, index) => (index === 3 ? { ...row, height: 400 } : row))))
    await frames()
    expect(Math.abs(place('m00016') - at)).toBeLessThanOrEqual(1)
  })

  test('`turn` puts a new turn at the top, and it does not run away while it is answered', async () => {
    render(<Page initial={rows(10)} follow="turn" />)
    await frames()
    act(() => {
      page.change((before) => [...before, { id: 'asked' }])
      page.anchorTo('asked')
    })
    await frames()
    const top = scroller().getBoundingClientRect().top
    expect(Math.abs(place('asked') - top)).toBeLessThanOrEqual(1)
    act(() => page.change((before) => [...before, { id: 'reply', height: 20 }]))
    for (let token = 0; token < 10; token++) {
      grow(60)
      await frames(1)
    }
    expect(Math.abs(place('asked') - top)).toBeLessThanOrEqual(1)
  })

  test('`none` never moves, and `bottom` goes to what the reader has just written', async () => {
    const { unmount } = render(<Page initial={rows(30)} follow="none" />)
    await frames()
    await scrollTo(300)
    act(() => {
      page.change((before) => [...before, { id: 'asked' }])
      page.anchorTo('asked')
    })
    await frames()
    expect(scroller().scrollTop).toBe(300)
    unmount()
    render(<Page initial={rows(30)} />)
    await frames()
    await scrollTo(300)
    act(() => {
      page.change((before) => [...before, { id: 'asked' }])
      page.anchorTo('asked')
    })
    await frames()
    expect(fromEnd()).toBeLessThanOrEqual(1)
  })
})

describe('a long list', () => {
  const drawn = () => document.querySelectorAll('[data-item]').length

  test('only what is near is drawn; what is far keeps its place and its words', async () => {
    render(<Page initial={rows(10_000)} />)
    await frames()
    expect(drawn()).toBeLessThan(150)
    expect(fromEnd()).toBeLessThanOrEqual(1)
    const far = document.querySelector('[data-group] [hidden=until-found]')
    expect(far?.textContent).toContain('words of m00000')
    await scrollTo(scroller().scrollHeight / 2)
    await waitFor(() => expect(screen.getAllByText(/^m0[3-7]/).length).toBeGreaterThan(0))
    await frames(5)
    expect(drawn()).toBeLessThan(300)
  })

  test('going up through rows of every height never jumps', async () => {
    const items = rows(1000).map((row, at) => ({ ...row, height: 30 + ((at * 97) % 300) }))
    render(<Page initial={items} />)
    await frames(5)
    for (let step = 0; step < 40; step++) {
      const seen = [...document.querySelectorAll('[data-item]')].find((row) => {
        const { top } = row.getBoundingClientRect()
        return top > scroller().getBoundingClientRect().top + 50 && top < scroller().getBoundingClientRect().bottom - 50
      })
      const before = seen?.getBoundingClientRect().top ?? 0
      scroller().scrollTop -= 90
      await frames(4)
      const after = seen?.getBoundingClientRect().top ?? 0
      expect(Math.abs(after - before - 90)).toBeLessThanOrEqual(2)
    }
  })

  test('the search of the browser finds words that are not drawn, and has them drawn', async () => {
    render(<Page initial={rows(1000)} />)
    await frames()
    const hidden = document.querySelector('[hidden=until-found]') as HTMLElement
    expect(document.querySelector('[data-item=m00000]')).toBeNull()
    act(() => void fireEvent(hidden, new Event('beforematch', { bubbles: true })))
    expect(document.querySelector('[data-item=m00000]')).not.toBeNull()
  })

  test('every row says where it stands; keys go from row to row, also to those that are not drawn', async () => {
    render(<Page initial={rows(1000)} />)
    await frames()
    expect(screen.getByRole('feed', { name: 'Conversation' })).toBeTruthy()
    act(() => scroller().focus())
    const press = (key: string) => act(() => void fireEvent.keyDown(document.activeElement as Element, { key }))
    const focused = () => document.activeElement?.getAttribute('data-item')
    press('ArrowUp')
    expect(focused()).toBe('m00999')
    expect(document.activeElement?.getAttribute('aria-posinset')).toBe('1000')
    expect(document.activeElement?.getAttribute('aria-setsize')).toBe('1000')
    press('ArrowUp')
    expect(focused()).toBe('m00998')
    press('Home')
    expect(focused()).toBe('m00000')
    press('ArrowDown')
    expect(focused()).toBe('m00001')
    press('End')
    expect(focused()).toBe('m00999')
  })

  test('growing at its end draws only the last group again', async () => {
    let draws = 0
    const count = ({ id }: Row) => {
      draws++
      return <p>{id}</p>
    }
    const items = rows(5000)
    const list = (all: Row[]) => (
      <div style={{ display: 'flex', height: 400 }}>
        <MessageList items={all}>{count}</MessageList>
      </div>
    )
    const { rerender } = render(list(items))
    await frames(5)
    draws = 0
    rerender(list([...items, { id: 'last' }]))
    await frames()
    expect(draws).toBeLessThan(60)
  })
})
