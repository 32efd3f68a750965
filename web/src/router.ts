// Addresses (SH-5, §E4): every place can be linked, reloaded and gone back to. A link followed while signed out leads there after
// sign-in.
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { useSession } from './stores/session.ts'
import ChatPage from './pages/ChatPage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Seen without a session. */
    open?: true
    /** A key of the words, for the tab's title. */
    title?: string
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: { name: 'chat' } },
    { path: '/chat/:channel?/:conversation?', name: 'chat', component: ChatPage, meta: { title: 'shell.chat' } },
    {
      path: '/chat/:channel/line/:lineId',
      name: 'line',
      component: () => import('./pages/LinePage.vue'),
      meta: { title: 'shell.chat' },
    },
    {
      path: '/channels',
      name: 'channels',
      component: () => import('./pages/ChannelsPage.vue'),
      meta: { title: 'shell.channels' },
    },
    {
      path: '/scheduled',
      name: 'scheduled',
      component: () => import('./pages/ScheduledPage.vue'),
      meta: { title: 'shell.scheduled' },
    },
    {
      path: '/templates/:id?',
      name: 'templates',
      component: () => import('./pages/TemplatesPage.vue'),
      meta: { title: 'shell.templates' },
    },
    {
      path: '/team',
      name: 'team',
      component: () => import('./pages/TeamPage.vue'),
      meta: { title: 'shell.team' },
    },
    {
      path: '/people',
      name: 'people',
      component: () => import('./pages/PeoplePage.vue'),
      meta: { title: 'shell.people' },
    },
    {
      path: '/audit',
      name: 'audit',
      component: () => import('./pages/AuditPage.vue'),
      meta: { title: 'shell.audit' },
    },
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('./pages/SignInPage.vue'),
      meta: { open: true, title: 'session.title' },
    },
    {
      path: '/reset',
      name: 'reset',
      component: () => import('./pages/ResetPage.vue'),
      meta: { open: true, title: 'session.resetTitle' },
    },
    {
      path: '/:rest(.*)*',
      name: 'unknown',
      component: () => import('./pages/UnknownPage.vue'),
      meta: { title: 'shell.unknownTitle' },
    },
  ],
})

router.beforeEach((to) => {
  const session = useSession()
  if (session.state === 'out' && to.meta.open !== true) return { name: 'sign-in', query: { to: to.fullPath } }
  if (session.state === 'in' && to.name === 'sign-in') return wayOn(to)
  return true
})

/** Where a sign-in leads: a place of this console, never another site. */
export function wayOn(from: RouteLocationNormalized): string {
  const to = from.query['to']
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/chat'
}
