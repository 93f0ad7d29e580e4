import { z } from 'zod'
import { UserJson } from '#lib/identity/user-json.ts'
import type { Operation } from '#lib/openapi/operation.ts'
import { OTHER_USER, OWN_USER } from '#lib/openapi/samples.ts'
import { AskedAccountJson, CreatedUserJson } from './new-user-body.ts'
import { NamedUserChanges, NewUser, UserChanges, UserQuery, UserReference } from './schema.ts'

const tag = 'Users'
const json = 'application/json'
const changed = {
  200: {
    what: 'The user as they are now.',
    content: { [json]: UserJson },
    example: OWN_USER,
    headers: ['ETag'],
  },
} as const
const refusedChange = {
  403: ['insufficient_role', 'current_password_wrong'],
  404: ['user_not_found'],
  409: ['uid_taken', 'email_taken', 'last_admin'],
  412: ['changed_meanwhile'],
  503: ['hash_queue_full'],
} as const

export const userOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/users',
    alias: '/api/user',
    id: 'listUsers',
    tag,
    session: 'needed',
    limited: true,
    query: UserQuery,
    summary: 'List users',
    about:
      'One page of the users who match, in order. `Link` leads to the other pages: follow it instead of writing `after` yourself. Only administrators can filter by `status`, or sort by `joined` and `lastSignIn`.',
    success: {
      200: {
        what: 'A page of users.',
        content: { [json]: z.array(UserJson) },
        example: [OTHER_USER],
        headers: ['X-Total-Count'],
        maybe: ['Link', 'X-Total-Count-Estimated'],
      },
    },
    problems: { 403: ['insufficient_role'] },
  },
  {
    method: 'post',
    path: '/api/users',
    alias: '/api/user',
    id: 'createUser',
    tag,
    session: 'used',
    limited: true,
    proof: 'user_create',
    summary: 'Create a user',
    about:
      'With SIGNUP=open anybody can create an account of their own; otherwise only administrators can create users. Only administrators can set `role`: a sign-up for another role than the default is refused, and a `role` that is none of ROLES is ignored. `ignored` names the fields of the body that were ignored, if there are any. An `email` counts as verified if an administrator enters it. A `uid` with an `@` must be the verified address of the same user. With SIGNUP_VERIFY, a sign-up needs an `email` and is answered 202: the account begins when the mail to it comes back. The answer does not say whether the address belongs to an account.',
    body: {
      content: { [json]: NewUser },
      example: { uid: 'grace', name: 'Grace Hopper', password: 'nanosecond-30cm' },
    },
    success: {
      201: {
        what: 'The new user.',
        content: { [json]: CreatedUserJson },
        example: OWN_USER,
        headers: ['Location'],
      },
      202: {
        what: 'With SIGNUP_VERIFY, a sign-up: a mail to the address is on its way.',
        content: { [json]: AskedAccountJson },
        example: { message: 'A mail to grace@example.com is on its way. It opens the account.' },
      },
    },
    problems: {
      403: ['signup_closed', 'insufficient_role'],
      409: ['uid_taken', 'email_taken'],
      503: ['hash_queue_full'],
    },
  },
  {
    method: 'put',
    path: '/api/users',
    alias: '/api/user',
    id: 'putUser',
    tag,
    session: 'needed',
    limited: true,
    headers: ['If-Match'],
    proof: 'user_change',
    summary: 'Change a user named in the body',
    about:
      'Changes the user with `id`, for whom `uid` is then a new user ID; without `id` the user `uid`; without both yourself. If you are not an administrator, a body with nothing but a `uid` that nobody has renames yourself. The rest is as for PATCH.',
    body: {
      content: { [json]: NamedUserChanges },
      example: { uid: 'grace', name: 'Grace Brewster Hopper' },
    },
    success: changed,
    problems: refusedChange,
  },
  {
    method: 'delete',
    path: '/api/users',
    alias: '/api/user',
    id: 'deleteNamedUser',
    tag,
    session: 'needed',
    admin: true,
    headers: ['If-Match'],
    proof: 'user_delete',
    summary: 'Delete a user named in the body',
    about: 'Deletes the user and everything that belongs to them.',
    body: { content: { [json]: UserReference }, example: { uid: 'grace' } },
    success: { 204: { what: 'The user is deleted.' } },
    problems: { 404: ['user_not_found'], 409: ['last_admin'], 412: ['changed_meanwhile'] },
  },
  {
    method: 'get',
    path: '/api/users/{uid}',
    id: 'readUser',
    tag,
    session: 'needed',
    summary: 'Read a user',
    about: 'The user as you may see them. Case makes no difference in `uid`.',
    success: {
      200: {
        what: 'The user.',
        content: { [json]: UserJson },
        example: OTHER_USER,
        headers: ['ETag'],
      },
    },
    problems: { 404: ['user_not_found'] },
  },
  {
    method: 'patch',
    path: '/api/users/{uid}',
    id: 'changeUser',
    tag,
    session: 'needed',
    limited: true,
    headers: ['If-Match'],
    proof: 'user_change',
    summary: 'Change a user',
    about:
      'Yourself, or anybody if you are an administrator. Fields that you leave out stay as they are. A new `password` of your own needs `currentPassword`. Only administrators can change `role` and `disabled`.',
    body: {
      content: { [json]: UserChanges },
      example: { name: 'Grace Brewster Hopper', email: 'grace@example.com' },
    },
    success: changed,
    problems: refusedChange,
  },
  {
    method: 'delete',
    path: '/api/users/{uid}',
    id: 'deleteUser',
    tag,
    session: 'needed',
    limited: true,
    headers: ['If-Match'],
    proof: 'user_delete',
    summary: 'Delete a user',
    about:
      'Yourself, or anybody if you are an administrator. Deletes the user and everything that belongs to them.',
    success: { 204: { what: 'The user is deleted.' } },
    problems: {
      403: ['insufficient_role'],
      404: ['user_not_found'],
      409: ['last_admin'],
      412: ['changed_meanwhile'],
    },
  },
]
