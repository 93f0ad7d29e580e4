import { expect, expectTypeOf, test } from 'vitest'
import type { UserJson } from '#lib/identity/user-json.ts'
import type * as declared from './client.d.ts'
import * as module from './module.ts'

test('the module has the declared types', () => {
  expectTypeOf(module).toExtend<typeof declared>()
  expect(Object.keys(module).sort()).toEqual(['AuthError', 'connect', 'fetchOptions', 'uri'])
})

test('a user has the type of the API', () => {
  expectTypeOf<UserJson>().toEqualTypeOf<declared.User>()
})
