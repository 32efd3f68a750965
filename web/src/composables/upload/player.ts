// A film or a sound in a player that nobody sees: its length, its size, one frame of it. What this browser has no codec for ends in
// null, not in an error; it is given up after a while and let go in any case.
type Player = HTMLVideoElement | HTMLAudioElement

const WITHIN_MS = 10_000

export type Measured = { duration: number | null; frame: ImageBitmap | null }

export async function measure(file: Blob, as: 'video' | 'audio'): Promise<Measured> {
  const player = document.createElement(as)
  const address = URL.createObjectURL(file)
  try {
    Object.assign(player, { muted: true, playsInline: true, preload: 'auto', src: address })
    if (!(await comes(player, as === 'video' ? 'loadeddata' : 'loadedmetadata'))) return { duration: null, frame: null }
    const duration = await durationOf(player)
    const frame = player instanceof HTMLVideoElement ? await frameOf(player, duration) : null
    return { duration, frame }
  } finally {
    player.removeAttribute('src')
    player.load()
    URL.revokeObjectURL(address)
  }
}

/** What was recorded as it came says no length until it has been played to its end: going far beyond makes a browser find it. */
async function durationOf(player: Player): Promise<number | null> {
  if (player.duration === Infinity) {
    const found = comes(player, 'seeked')
    player.currentTime = 1e7
    await found
  }
  const ms = Math.round(player.duration * 1_000)
  if (Number.isFinite(ms) && ms > 0) return ms
  return player.currentTime > 0 && player.currentTime < 1e7 ? Math.round(player.currentTime * 1_000) : null
}

/** A second in, where a film no longer begins with black. */
async function frameOf(player: HTMLVideoElement, duration: number | null): Promise<ImageBitmap | null> {
  if (player.videoWidth === 0) return null
  const found = comes(player, 'seeked')
  player.currentTime = Math.min(1, (duration ?? 0) / 3_000)
  if (!(await found)) return null
  return createImageBitmap(player).catch(() => null)
}

/** Whether it happens before it fails and in time. */
function comes(player: Player, event: 'loadeddata' | 'loadedmetadata' | 'seeked'): Promise<boolean> {
  return new Promise((resolve) => {
    const heard = new AbortController()
    const done = (fine: boolean) => {
      clearTimeout(timer)
      heard.abort()
      resolve(fine)
    }
    const timer = setTimeout(done, WITHIN_MS, false)
    player.addEventListener(event, () => done(true), { signal: heard.signal })
    player.addEventListener('error', () => done(false), { signal: heard.signal })
  })
}
