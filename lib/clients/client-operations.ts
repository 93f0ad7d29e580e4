import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { CLIENT } from '#lib/openapi/samples.ts'
import { ClientChanges, NewClient } from './client-input.ts'
import { ClientJson, ClientWithSecretJson } from './client-json.ts'
import { SecretRotation } from './rotate-secret.ts'

const tag = 'Applications'
const json = 'application/json'
const SECRET = 'bGtfc2VjcmV0X2Zvcl9leGFtcGxlX29ubHk'
const LATER_SECRETS = [
  { createdAt: '2026-09-01T09:30:00.000Z', expiresAt: null },
  { createdAt: '2026-09-01T08:30:00.000Z', expiresAt: '2026-09-02T09:30:00.000Z' },
]

export const clientOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/clients',
    id: 'listRegisteredClients',
    tag,
    session: 'needed',
    admin: true,
    summary: 'List applications',
    about: 'The registered OAuth clients by name. Pages of allowed origins are clients without it.',
    success: {
      200: { what: 'The list.', content: { [json]: z.array(ClientJson) }, example: [CLIENT] },
    },
  },
  {
    method: 'post',
    path: '/api/clients',
    id: 'registerClient',
    tag,
    session: 'needed',
    admin: true,
    proof: 'client_add',
    summary: 'Register an application',
    about:
      'A `confidential` one runs on a server and authenticates; a `public` one runs in a browser or on a device. Return addresses are compared byte by byte and are https; a public one may also have a private-use scheme (`com.example.app:/back`) or a loopback address, on which any port will do (RFC 8252).',
    body: {
      content: { [json]: NewClient },
      example: {
        name: 'Class wiki',
        kind: 'confidential',
        returnAddresses: ['https://wiki.example.com/oauth/callback'],
      },
    },
    success: {
      201: {
        what: 'The application, with its secret if it has one: it is shown this once.',
        content: { [json]: ClientWithSecretJson },
        example: { ...CLIENT, client_secret: SECRET },
        headers: ['Location'],
      },
    },
    problems: { 409: ['clients_full'], 503: ['pictures_busy'] },
  },
  {
    method: 'get',
    path: '/api/clients/{id}',
    id: 'readRegisteredClient',
    tag,
    session: 'needed',
    admin: true,
    summary: 'Read an application',
    about: 'The same object as in the list.',
    success: {
      200: { what: 'The application.', content: { [json]: ClientJson }, example: CLIENT },
    },
    problems: { 404: ['unknown_client'] },
  },
  {
    method: 'patch',
    path: '/api/clients/{id}',
    id: 'changeRegisteredClient',
    tag,
    session: 'needed',
    admin: true,
    proof: 'client_change',
    summary: 'Change an application',
    about:
      'Fields that you leave out stay as they are. One that is disabled loses its sessions, codes and pushed requests at once. One that is to authenticate by a secret from now on is given it in the answer.',
    body: { content: { [json]: ClientChanges }, example: { enabled: false } },
    success: {
      200: {
        what: 'The application as it is now.',
        content: { [json]: ClientWithSecretJson },
        example: { ...CLIENT, enabled: false },
      },
    },
    problems: { 404: ['unknown_client'], 503: ['pictures_busy'] },
  },
  {
    method: 'delete',
    path: '/api/clients/{id}',
    id: 'removeRegisteredClient',
    tag,
    session: 'needed',
    admin: true,
    proof: 'client_remove',
    summary: 'Remove an application',
    about:
      'Its sessions, codes and pushed requests end at once, and what people have allowed it is forgotten.',
    success: { 204: { what: 'The application is gone.' } },
    problems: { 404: ['unknown_client'] },
  },
  {
    method: 'post',
    path: '/api/clients/{id}/secret',
    id: 'rotateClientSecret',
    tag,
    session: 'needed',
    admin: true,
    proof: 'client_change',
    summary: 'Replace the secret of an application',
    about:
      'The old secret stays good for `overlapSeconds`, a day by default, so that the application can be set up anew without a gap. After a theft, write 0.',
    body: { content: { [json]: SecretRotation }, example: { overlapSeconds: 3600 } },
    success: {
      201: {
        what: 'The application with its new secret, which is shown this once.',
        content: { [json]: ClientWithSecretJson },
        example: { ...CLIENT, secrets: LATER_SECRETS, client_secret: SECRET },
        headers: ['Location'],
      },
    },
    problems: { 404: ['unknown_client'], 409: ['client_without_secret'] },
  },
]
