// What every answer of the console says about itself: a strict content policy (no inline script, no eval, no foreign frame).
// Customers' pictures come straight from LINE's hosts over https and learn nothing of where they are shown.

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Headers by name. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  const { host, hostname, protocol } = new URL(publicUrl)
  const secure = protocol === 'https:'
  // A trial on one machine: LINE's platform is the simulator, whose pictures come over plain http.
  const trial = !secure && LOOPBACK.includes(hostname) ? ' http://127.0.0.1:* http://localhost:*' : ''
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // blob: what an agent attaches, before it has left the browser.
    `img-src 'self' https: data: blob:${trial}`,
    "font-src 'self'",
    `connect-src 'self' ${secure ? 'wss' : 'ws'}://${host}`,
    `media-src 'self' https: blob:${trial}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}
