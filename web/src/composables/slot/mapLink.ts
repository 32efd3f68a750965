// A pasted map link or pair of numbers as a place (pure; nothing is asked over the network). Google, Apple and OpenStreetMap; short
// links hold no place and give null.
export type Place = { latitude: string; longitude: string; title: string | null }

const NUMBER = String.raw`([-+]?\d{1,3}(?:\.\d{1,15})?)`
const PAIR = new RegExp(String.raw`^\s*${NUMBER}\s*[,、，]\s*${NUMBER}\s*$`)
const LONGEST = 4_000

export function readMapLink(typed: string): Place | null {
  const text = typed.normalize('NFKC').trim()
  if (text === '' || text.length > LONGEST) return null
  return placeOf(PAIR.exec(text)) ?? (URL.canParse(text) ? fromUrl(new URL(text)) : null)
}

function fromUrl(url: URL): Place | null {
  if (url.protocol === 'geo:') return placeOf(new RegExp(`^${NUMBER},${NUMBER}`).exec(url.pathname))
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  const host = url.hostname
  if (/(^|\.)google(\.[a-z]{2,3}){1,2}$/.test(host)) return fromGoogle(url)
  if (/(^|\.)apple\.com$/.test(host)) return fromApple(url)
  return /(^|\.)(openstreetmap\.org|osm\.org)$/.test(host) ? fromOsm(url) : null
}

/** The marker (`!3d…!4d…`) is the place; what follows `@` is the middle of the view. */
function fromGoogle(url: URL): Place | null {
  const path = url.pathname + url.hash
  const markers = [...path.matchAll(new RegExp(`!3d${NUMBER}!4d${NUMBER}`, 'g'))]
  const named = /\/(?:place|search)\/([^/@]+)/.exec(url.pathname)?.[1]
  const asked = asPair(url, 'q', 'query', 'll', 'center', 'destination')
  const view = new RegExp(`@${NUMBER},${NUMBER}`).exec(path)
  return placeOf(markers.at(-1) ?? asked ?? (named && PAIR.exec(words(named))) ?? view, titleOf(named))
}

function fromApple(url: URL): Place | null {
  const title = url.searchParams.get('q') ?? url.searchParams.get('name')
  return placeOf(asPair(url, 'll', 'coordinate', 'center', 'sll', 'q', 'daddr'), titleOf(title))
}

function fromOsm({ searchParams, hash }: URL): Place | null {
  const [latitude, longitude] = [searchParams.get('mlat'), searchParams.get('mlon')]
  const marked = latitude !== null && longitude !== null ? PAIR.exec(`${latitude},${longitude}`) : null
  return placeOf(marked ?? new RegExp(`map=\\d+(?:\\.\\d+)?/${NUMBER}/${NUMBER}`).exec(hash))
}

const asPair = (url: URL, ...names: string[]): RegExpExecArray | null =>
  names.map((name) => PAIR.exec(url.searchParams.get(name) ?? '')).find((found) => found !== null) ?? null

function placeOf(found: ArrayLike<string> | null | undefined | '', title: string | null = null): Place | null {
  if (!found) return null
  const [latitude, longitude] = [Number(found[1]), Number(found[2])]
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null
  return { latitude: String(latitude), longitude: String(longitude), title }
}

/** A title of numbers says nothing. */
function titleOf(raw: string | null | undefined): string | null {
  const text = raw === null || raw === undefined ? '' : words(raw).trim()
  return text === '' || PAIR.test(text) || text.length > 100 ? null : text
}

function words(raw: string): string {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '))
  } catch {
    return raw
  }
}
