// People and their access as an admin manages them: asked for on the page that shows them. A link is shown once and kept nowhere.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { EditPerson, EditTeam, Invited, NewPerson, NewTeam, Person } from '@madoguchi/contracts/http/people'
import { HttpError, request } from '../http.ts'

const PEOPLE = '/api/admin/people'
const TEAMS = '/api/admin/teams'

export const usePeople = defineStore('people', () => {
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const error = shallowRef<HttpError | null>(null)
  const list = shallowRef<readonly Person[]>([])

  async function load(): Promise<void> {
    if (state.value === 'error') state.value = 'loading'
    try {
      list.value = await request<Person[]>('GET', PEOPLE)
      state.value = 'ready'
    } catch (failure) {
      if (!(failure instanceof HttpError)) throw failure
      error.value = failure
      state.value = 'error'
    }
  }

  // All of them throw HttpError; `field` names what was refused.
  async function invite(person: NewPerson): Promise<Invited> {
    const invited = await request<Invited>('POST', PEOPLE, { body: person })
    await load()
    return invited
  }
  async function edit(id: string, change: EditPerson): Promise<void> {
    const saved = await request<Person>('PATCH', `${PEOPLE}/${encodeURIComponent(id)}`, { body: change })
    list.value = list.value.map((one) => (one.id === id ? saved : one))
  }
  const link = (id: string) => request<Invited>('POST', `${PEOPLE}/${encodeURIComponent(id)}/link`)
  const addTeam = (team: NewTeam) => request<{ id: string }>('POST', TEAMS, { body: team })
  const editTeam = (id: string, change: EditTeam) =>
    request('PATCH', `${TEAMS}/${encodeURIComponent(id)}`, { body: change })

  return { state, error, list, load, invite, edit, link, addTeam, editTeam }
})
