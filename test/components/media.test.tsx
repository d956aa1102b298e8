import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { PartView } from 'react-genai/components'

/** A picture of the browser's own making, as a `data:` URL. */
async function picture(type: string, width: number, height: number): Promise<string> {
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.fillRect(0, 0, width, height)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer())
  return `data:${type};base64,${btoa(String.fromCharCode(...bytes))}`
}

describe('a picture keeps its place before it loads', () => {
  test.each(['image/png', 'image/jpeg', 'image/webp'])('%s tells its own size', async (type) => {
    render(<PartView part={{ media: { url: await picture(type, 31, 17) } }} />)
    const image = screen.getByRole('img')
    expect([image.getAttribute('width'), image.getAttribute('height')]).toEqual(['31', '17'])
  })

  test('a GIF, and one that says its size beside itself', () => {
    const gif = `data:image/gif;base64,${btoa('GIF89a\x05\x00\x03\x00' + '\x00'.repeat(20))}`
    const { rerender } = render(<PartView part={{ media: { url: gif } }} />)
    expect(screen.getByRole('img').getAttribute('width')).toBe('5')
    rerender(<PartView part={{ media: { url: '/remote.png' }, metadata: { width: 640, height: 480 } }} />)
    expect(screen.getByRole('img').getAttribute('height')).toBe('480')
  })

  test.each(['', 'AAAA', btoa('\x89PNG'), btoa('\xff\xd8\xff'), btoa(`RIFF0000WEBPVP8X${'\x00'.repeat(10)}`), '%%%'])(
    'a header that ends early (%j) is no error',
    (data) => {
      render(<PartView part={{ media: { url: `data:image/png;base64,${data}` } }} />)
      expect(screen.getByRole('img').getAttribute('width')).toBeNull()
    },
  )
})

test('a picture opens in full size, and closes by click and by key', async () => {
  render(<PartView part={{ media: { url: await picture('image/png', 8, 8) }, metadata: { alt: 'A square' } }} />)
  await userEvent.click(screen.getByRole('button', { name: 'Enlarge: A square' }))
  expect(screen.getByRole('dialog', { name: 'A square' })).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('bare samples become a file that can be played, at the rate they say', async () => {
  const samples = btoa(String.fromCharCode(...new Uint8Array(4800)))
  const type = 'audio/L16;codec=pcm;rate=24000'
  render(<PartView part={{ media: { url: `data:${type};base64,${samples}`, contentType: type } }} />)
  const audio = screen.getByLabelText<HTMLAudioElement>('Audio from the model')
  await waitFor(() => expect(audio.duration).toBeCloseTo(0.1, 5))
  expect(audio.src).toMatch(/^blob:/)
})

describe('a file', () => {
  test('is named, with its type and size', () => {
    const url = `data:application/pdf;base64,${btoa('x'.repeat(2500))}`
    render(<PartView part={{ media: { url }, metadata: { name: 'Report.pdf' } }} />)
    expect(screen.getByText('Report.pdf')).toBeTruthy()
    expect(screen.getByText('(application/pdf, 2.5 kB)')).toBeTruthy()
  })

  test('hides nothing in its name', () => {
    render(
      <PartView
        part={{ media: { url: 'data:application/zip;base64,AA' }, metadata: { filename: 'a\u202efdp.exe' } }}
      />,
    )
    expect(screen.getByText('a\\u202efdp.exe')).toBeTruthy()
  })
})
