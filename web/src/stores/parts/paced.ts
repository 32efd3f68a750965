// Something that may be asked for again and again, done at once and then at most every so often; never twice at a time, never while
// nobody looks. What was asked for meanwhile is done once, when its time has come.
type Deps = { run: () => Promise<void>; everyMs: number | (() => number); looking?: () => boolean }

export function createPaced({ run, everyMs, looking = () => document.visibilityState === 'visible' }: Deps) {
  let wanted = false
  let busy = false
  let last = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  function ask() {
    wanted = true
    if (busy || timer !== undefined || !looking()) return
    const rest = last + (typeof everyMs === 'number' ? everyMs : everyMs()) - performance.now()
    if (rest <= 0) return void go()
    timer = setTimeout(() => {
      timer = undefined
      if (wanted) ask()
    }, rest)
  }

  async function go() {
    wanted = false
    busy = true
    last = performance.now()
    await run()
    busy = false
    if (wanted) ask()
  }

  return {
    ask,
    /** Somebody looks again: what was put off is done. */
    look: () => void (wanted && ask()),
    /** Nothing is wanted any more; the next wish waits for nothing. */
    reset() {
      clearTimeout(timer)
      timer = undefined
      wanted = false
      last = -Infinity
    },
  }
}
