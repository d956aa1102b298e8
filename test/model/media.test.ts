import { describe, expect, test } from 'vitest'
import { mediaAccess, mediaKind, mediaType, readDataUrl } from '../../src/model/media.ts'

const page = { origin: 'https://app.example', base: 'https://app.example/chat' }
const access = (url: string, allow?: string[], contentType?: string) =>
  mediaAccess({ url, ...(contentType && { contentType }) }, { allow }, page)
const hidden = { show: false, host: undefined }

describe('what may be loaded', () => {
  test.each([
    'data:image/png;base64,iVBORw0KGgo=',
    'DATA:IMAGE/PNG;base64,iVBORw0KGgo=',
    'data:audio/wav;base64,AAAA',
    'data:video/mp4;base64,AAAA',
    '/pictures/cat.png',
    'https://app.example/cat.png',
    'https://cdn.example/cat.png',
  ])('%s', (url) => expect(access(url, ['https://cdn.example'])).toEqual({ show: true }))

  test.each([
    ['https://evil.example/cat.png?secret', 'evil.example'],
    ['//evil.example/cat.png', 'evil.example'],
    ['https://cdn.example.evil.example/x.png', 'cdn.example.evil.example'],
    ['https://cdn.example:8443/x.png', 'cdn.example:8443'],
    ['http://cdn.example/x.png', 'cdn.example'],
    ['https://cdn.example@evil.example/x.png', 'evil.example'],
    ['ht\ntps://evil.example/x.png', 'evil.example'],
    ['\\\\evil.example\\x.png', 'evil.example'],
  ])('%s asks first, and names %s', (url, host) => {
    expect(access(url, ['https://cdn.example'])).toEqual({ show: false, host })
  })

  test.each([
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml,<svg onload="alert(1)"/>',
    'data:,hello',
    'gs://bucket/cat.png',
    'file:///etc/passwd',
    'blob:https://evil.example/1',
    'https://',
    '',
  ])('%s never', (url) => {
    // An empty address, too: a browser would load the page itself for it.
    expect(access(url)).toEqual(hidden)
  })

  test('a data URL is what it says it is, whatever the field beside it claims', () => {
    expect(access('data:text/html,<b>', [], 'image/png')).toEqual(hidden)
  })
})

test('a <base> elsewhere makes relative addresses foreign', () => {
  const based = { origin: 'https://app.example', base: 'https://evil.example/' }
  expect(mediaAccess({ url: 'x.png' }, {}, based)).toEqual({ show: false, host: 'evil.example' })
})

test('on a server, where nobody knows the page, its own addresses are its own', () => {
  expect(mediaAccess({ url: '/x.png' })).toEqual({ show: true })
  expect(mediaAccess({ url: 'https://evil.example/x.png' })).toEqual({ show: false, host: 'evil.example' })
})

describe('how it is shown', () => {
  test.each([
    [{ url: 'https://x.example/a', contentType: 'image/PNG ' }, 'image'],
    [{ url: 'https://x.example/a.webp?size=2' }, 'image'],
    [{ url: 'data:image/svg+xml,x' }, 'file'],
    [{ url: 'data:audio/x-mpegurl,x' }, 'file'],
    [{ url: 'https://x.example/a', contentType: 'audio/mpeg' }, 'audio'],
    [{ url: 'https://x.example/a', contentType: 'video/mp4' }, 'video'],
    [{ url: 'https://x.example/a', contentType: 'audio/ogg; codecs=opus' }, 'audio'],
    [{ url: 'data:video/webm;codecs=vp9;base64,x' }, 'video'],
    [{ url: 'https://x.example/a', contentType: 'application/pdf' }, 'file'],
    [{ url: 'https://x.example/a' }, 'file'],
  ] as const)('%o as %s', (media, kind) => expect(mediaKind(media)).toBe(kind))

  test('a type that is no string is no type', () => {
    expect(mediaType({ url: 'x', contentType: 7 as unknown as string })).toBe('')
  })
})

describe('the bytes of a data URL', () => {
  test.each([
    ['data:text/plain;base64,aMOp', 'hé'],
    ['data:text/plain,h%C3%A9', 'hé'],
    ['data:,', ''],
  ])('%s', (url, text) => expect(new TextDecoder().decode(readDataUrl(url))).toBe(text))
  test.each(['https://x.example', 'data:nothing', 'data:;base64,***', 'data:,%'])('%s has none', (url) => {
    expect(readDataUrl(url)).toBeUndefined()
  })
})

test.each([
  'http:elsewhere.example/leak.png',
  'https:elsewhere.example/leak.png',
  ' ht\ttp:/elsewhere.example/leak.png',
  '',
])('what is relative here and leads elsewhere from another page is not shown: %j', (url) => {
  for (const origin of ['http://page.example', 'https://page.example'])
    expect(mediaAccess({ url }, {}, { origin, base: `${origin}/` })).toEqual({ show: false, host: undefined })
})
