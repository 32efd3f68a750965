// What variables stand for where something is written, for every field to show: null = nobody is written to yet.
import { inject, provide, type InjectionKey, type Ref } from 'vue'
import type { Values } from '@madoguchi/contracts/template/variables'

const VALUES: InjectionKey<Ref<Values | null>> = Symbol('values of variables')

export const provideValues = (values: Ref<Values | null>): void => provide(VALUES, values)
/** undefined: variables mean nothing here. */
export const useValues = (): Ref<Values | null> | undefined => inject(VALUES, undefined)
