// Many changes, one drawing: `run` is called once per animation frame however often it is asked for. A hidden tab has no frames,
// so a timer takes their place there.
export function createFrame(run: () => void): () => void {
  let asked = false
  return () => {
    if (asked) return
    asked = true
    const go = () => {
      asked = false
      run()
    }
    if (typeof requestAnimationFrame === 'function' && document.visibilityState === 'visible') requestAnimationFrame(go)
    else setTimeout(go, 30)
  }
}
