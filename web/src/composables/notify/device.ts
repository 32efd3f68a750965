// What this device may do, apart from what the agent wishes: its permission, its worker, its push subscription. Asked for only when
// something is switched on (SH-14).
import type { PushKey } from '@madoguchi/contracts/http/push'
import { request } from '../../http.ts'
import { PUSH_OWNER } from './pushOwner.ts'

const DESKTOP = 'madoguchi.notify.desktop'

export type Permission = NotificationPermission | 'missing'
export const permissionNow = (): Permission =>
  typeof Notification === 'undefined' ? 'missing' : Notification.permission
export const desktopOn = (): boolean => permissionNow() === 'granted' && localStorage.getItem(DESKTOP) === '1'
export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window

const worker = async (): Promise<ServiceWorkerRegistration> => {
  await navigator.serviceWorker.register('/worker.js')
  return navigator.serviceWorker.ready
}

/** Gives what the browser says; a page that was asked before and said no is not asked again. */
export async function askPermission(): Promise<Permission> {
  return permissionNow() === 'default' ? Notification.requestPermission() : permissionNow()
}

export async function setDesktop(on: boolean): Promise<Permission> {
  if (!on) localStorage.removeItem(DESKTOP)
  const permission = on ? await askPermission() : permissionNow()
  if (!on || permission !== 'granted') return permission
  if ('serviceWorker' in navigator) await worker()
  localStorage.setItem(DESKTOP, '1')
  return permission
}

async function subscribed(): Promise<PushSubscription | null> {
  const registration = canPush() ? await navigator.serviceWorker.getRegistration() : undefined
  return (await registration?.pushManager.getSubscription()) ?? null
}

export const pushOn = async (agent: string): Promise<boolean> =>
  localStorage.getItem(PUSH_OWNER) === agent && (await subscribed()) !== null

/** Rejects when the push service or the house does not take it. */
export async function startPush(agent: string, language: string): Promise<void> {
  const registration = await worker()
  const { key } = await request<PushKey>('GET', '/api/push')
  const subscription =
    (await registration.pushManager.getSubscription()) ??
    (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }))
  const { endpoint, keys } = subscription.toJSON()
  await request('POST', '/api/push', { body: { endpoint, keys, language } })
  localStorage.setItem(PUSH_OWNER, agent)
}

/** With each sign-in of whoever switched it on here: the house has forgotten the device. */
export async function keepPush(agent: string, language: string): Promise<void> {
  if (permissionNow() === 'granted' && (await pushOn(agent))) await startPush(agent, language)
}

export async function stopPush(): Promise<void> {
  localStorage.removeItem(PUSH_OWNER)
  const subscription = await subscribed()
  if (subscription === null) return
  await request('DELETE', '/api/push', { body: { endpoint: subscription.endpoint } })
  await subscription.unsubscribe()
}

export async function testPush(): Promise<void> {
  const subscription = await subscribed()
  if (subscription !== null) await request('POST', '/api/push/test', { body: { endpoint: subscription.endpoint } })
}
