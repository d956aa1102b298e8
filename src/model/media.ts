import type { Bytes } from './bytes.ts'
import type { MediaData } from '../wire/genkit-data.ts'

export type MediaKind = 'image' | 'audio' | 'video' | 'file'

/** Where media may come from, besides the page itself and safe `data:` URLs. */
export interface MediaPolicy {
  /** Origins that the app trusts: `['https://cdn.example.com']`. Nothing else is loaded without a click. */
  allow?: readonly string[] | undefined
}

/** What may be done with a piece of media: show it, offer it (a click loads it), or only name it. */
export type MediaAccess = { show: true } | { show: false; host: string } | { show: false; host: undefined }

// Not SVG: a document that may hold scripts and links, however it is embedded.
const SAFE_IMAGE = /^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/
// Not playlists: a player fetches what they list.
const SAFE_AUDIO = /^audio\/(?:mpeg|mp3|mp4|m4a|x-m4a|aac|wav|wave|x-wav|vnd\.wave|ogg|opus|webm|flac|x-flac)$/
// Bare samples are wrapped before they are played.
const SAFE_PCM = /^audio\/(?:l16|pcm|x-pcm|raw)$/
const SAFE_VIDEO = /^video\/(?:mp4|webm|ogg|quicktime|x-m4v)$/

/** The MIME type without its parameters, from the field or the `data:` URL; `''` when nobody says. */
export function mediaType({ url, contentType }: MediaData): string {
  // `contentType` comes from the model: it may be anything.
  const type = typeof contentType === 'string' ? contentType : /^data:([^,]*)/i.exec(url)?.[1]
  return (type ?? '').replace(/;.*/s, '').trim().toLowerCase()
}

/** How to show it. A remote file without a type goes by its ending. */
export function mediaKind(media: MediaData): MediaKind {
  const type = mediaType(media)
  if (SAFE_IMAGE.test(type)) return 'image'
  if (SAFE_AUDIO.test(type) || SAFE_PCM.test(type)) return 'audio'
  if (SAFE_VIDEO.test(type)) return 'video'
  if (type === '' && /\.(?:png|jpe?g|gif|webp|avif)(?:[?#]|$)/i.test(media.url)) return 'image'
  return 'file'
}

/** Where the page stands. On a server, where nobody knows yet, only addresses without a host are the page's own. */
export interface PageAddress {
  origin: string
  /** What relative addresses are resolved against: `<base>` may point elsewhere. */
  base: string
}

const NOWHERE: PageAddress = { origin: 'http://page.invalid', base: 'http://page.invalid/' }

const pageAddress = (): PageAddress =>
  typeof document === 'undefined' ? NOWHERE : { origin: location.origin, base: document.baseURI }

/** Model output must not make the page fetch from a place the app has not named: the address itself can carry secrets. */
export function mediaAccess(
  media: MediaData,
  policy: MediaPolicy = {},
  page: PageAddress = pageAddress(),
): MediaAccess {
  // A `data:` URL is what it says it is, whatever the field beside it claims.
  if (/^data:/i.test(media.url)) {
    const own = { url: media.url }
    return mediaKind(own) === 'file' ? { show: false, host: undefined } : { show: true }
  }
  // Without slashes it is relative to a page of that scheme, and leads elsewhere from any other: servers cannot know.
  const bare = media.url.replace(/[\0-\x20]/g, '')
  if (bare === '' || /^https?:(?![\\/]{2})/i.test(bare)) return { show: false, host: undefined }
  let url: URL
  try {
    url = new URL(media.url, page.base)
  } catch {
    return { show: false, host: undefined }
  }
  if (url.protocol === 'blob:' && url.origin === page.origin) return { show: true }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { show: false, host: undefined }
  if (url.origin === page.origin || (Array.isArray(policy.allow) && policy.allow.includes(url.origin)))
    return { show: true }
  return { show: false, host: url.host }
}

/** The bytes of a `data:` URL; `undefined` when it is not one. */
export function readDataUrl(url: string): Bytes | undefined {
  const comma = url.indexOf(',')
  if (!/^data:/i.test(url) || comma === -1) return undefined
  const body = url.slice(comma + 1)
  try {
    if (!/;base64$/i.test(url.slice(0, comma))) return new TextEncoder().encode(decodeURIComponent(body))
    return Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
