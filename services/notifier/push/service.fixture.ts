// A push service of our own over https, and a device whose keys it holds: what comes is decrypted as RFC 8188 and 8291 say and its sender
// is checked as RFC 8292 says, by nothing of what sends.
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Pushed } from '@madoguchi/contracts/notify/pushed'
import { makeCertificate } from '../../line/content/certificate.fixture.ts'

export type Received = {
  pushed: Pushed
  path: string
  headers: Record<string, string>
  claims: Record<string, unknown>
}
type Answer = { status: number; headers?: Record<string, string> }

export async function openPushService() {
  const certificate = makeCertificate(['push.example.com', 'localhost'])
  const received: Received[] = []
  const answers: Answer[] = []
  let asked = 0
  const devices = new Map<string, ReturnType<typeof makeDevice>>()
  const server = createServer(certificate, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      asked += 1
      const { status, headers } = answers.shift() ?? { status: 201 }
      const path = request.url!
      const flat = request.headers as Record<string, string>
      if (status === 201)
        received.push({
          path,
          headers: flat,
          pushed: JSON.parse(devices.get(path)!.decrypt(Buffer.concat(parts))) as Pushed,
          claims: claimsOf(flat.authorization!),
        })
      response.writeHead(status, headers).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`

  return {
    origin,
    ca: certificate.cert,
    received,
    /** The next answers, in order; then 201. */
    answers,
    asked: () => asked,
    device(name: string) {
      const device = makeDevice()
      devices.set(`/${name}`, device)
      return { endpoint: `${origin}/${name}`, keys: device.keys }
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
export type PushService = Awaited<ReturnType<typeof openPushService>>

const bytes = (...parts: (string | Buffer | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as Buffer)))
const derive = (secret: Buffer, salt: Buffer, info: Buffer, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length))

function makeDevice() {
  const own = createECDH('prime256v1')
  const publicKey = own.generateKeys()
  const auth = randomBytes(16)
  return {
    keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
    /** One record, as RFC 8291 has it. */
    decrypt(body: Buffer): string {
      const [salt, size] = [body.subarray(0, 16), body.readUInt8(20)]
      const sender = body.subarray(21, 21 + size)
      const sealed = body.subarray(21 + size)
      const secret = derive(own.computeSecret(sender), auth, bytes('WebPush: info\0', publicKey, sender), 32)
      const key = derive(secret, salt, bytes('Content-Encoding: aes128gcm\0'), 16)
      const nonce = derive(secret, salt, bytes('Content-Encoding: nonce\0'), 12)
      const cipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16))
      const plain = bytes(cipher.update(sealed.subarray(0, -16)), cipher.final())
      return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')
    },
  }
}

/** `vapid t=<JWT>, k=<key>`; throws when it is not signed by that key. */
function claimsOf(authorization: string): Record<string, unknown> {
  const [, token, key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization)!
  const [head, body, signature] = token!.split('.') as [string, string, string]
  const point = Buffer.from(key!, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!signed) throw new Error('not signed by the key it names')
  return { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), k: key }
}
