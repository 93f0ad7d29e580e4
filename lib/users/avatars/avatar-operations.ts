import { z } from 'zod'
import { UserJson } from '#lib/identity/user-json.ts'
import type { Body, Operation } from '#lib/openapi/operation.ts'
import { OWN_USER } from '#lib/openapi/samples.ts'
import { AvatarBody } from './body.ts'
import { AvatarQuery } from './reply.ts'

const tag = 'Avatars'
const json = 'application/json'
const avatarFile = z.file()

const body: Body = {
  content: {
    [json]: AvatarBody,
    'multipart/form-data': z.object({ pfp: avatarFile.describe('The only file; any name does.') }),
    'image/*': avatarFile,
  },
  example: { pfp: 'data:image/png;base64,iVBORw0KGgo=' },
}
const set = {
  session: 'needed',
  limited: true,
  body,
  success: {
    200: {
      what: 'The user, whose `pfp` is the new avatar.',
      content: { [json]: UserJson },
      example: OWN_USER,
      headers: ['ETag'],
    },
  },
} as const
const refused = {
  400: ['broken_picture', 'broken_form'],
  413: ['too_many_pixels'],
  503: ['pictures_busy'],
} as const
const about =
  'A JPEG, PNG, GIF or WebP image of at most 5 MiB and 40 megapixels: as the body itself, as the only file of a form, or as base64 in JSON. It is cropped to a square and encoded again, so that nothing else from the file is kept.'

export const avatarOperations: Operation[] = [
  {
    method: 'put',
    path: '/api/id/pfp',
    id: 'setOwnPicture',
    tag,
    about,
    ...set,
    summary: 'Set your avatar',
    problems: refused,
  },
  {
    method: 'delete',
    path: '/api/id/pfp',
    id: 'removeOwnPicture',
    tag,
    session: 'needed',
    summary: 'Remove your avatar',
    about: 'Your initials take its place.',
    success: { 204: { what: 'The avatar is removed.' } },
  },
  {
    method: 'get',
    path: '/api/users/{uid}/pfp',
    id: 'readPicture',
    tag,
    session: 'used',
    query: AvatarQuery,
    headers: ['If-None-Match'],
    summary: 'Show a user’s avatar',
    about:
      'For `<img>` on any page. At the address that `pfp` names anybody sees the avatar, and a browser may keep it for a day. Without `v`, signed-in users see the avatar or the initials of the name. Everybody else sees initials of the user ID, whether there is such a user or not.',
    success: {
      200: {
        what: 'The avatar.',
        content: { 'image/webp': avatarFile, 'image/svg+xml': avatarFile },
        headers: ['ETag', 'Cache-Control', 'Content-Disposition'],
      },
      304: {
        what: 'The avatar is the one that `If-None-Match` names.',
        headers: ['ETag', 'Cache-Control', 'Content-Disposition'],
      },
    },
  },
  {
    method: 'put',
    path: '/api/users/{uid}/pfp',
    id: 'setPicture',
    tag,
    about,
    ...set,
    summary: 'Set a user’s avatar',
    problems: { ...refused, 403: ['insufficient_role'], 404: ['user_not_found'] },
  },
  {
    method: 'delete',
    path: '/api/users/{uid}/pfp',
    id: 'removePicture',
    tag,
    session: 'needed',
    summary: 'Remove a user’s avatar',
    about: 'Your own, or anybody’s if you are an administrator.',
    success: { 204: { what: 'The avatar is removed.' } },
    problems: { 403: ['insufficient_role'], 404: ['user_not_found'] },
  },
]
