import { z } from 'zod'
import type { Operation } from '#lib/openapi/operation.ts'
import { RETURN_ADDRESS, RETURN_REFUSAL } from '#lib/openapi/origin-samples.ts'
import { NewReturnAddress, ReturnAddressJson, ReturnRefusalJson } from './return-address-json.ts'
import { ReturnRefusalQuery } from './return-refusal-list.ts'

const tag = 'Origins'
const json = 'application/json'

export const returnAddressOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/origins/return-addresses',
    id: 'listReturnAddresses',
    tag,
    session: 'needed',
    admin: true,
    summary: 'List return addresses',
    about:
      'Where answers of the authorization server may go for pages of allowed origins: those of RETURN_ADDRESSES first, then the others in the order in which they were added.',
    success: {
      200: {
        what: 'The list.',
        content: { [json]: z.array(ReturnAddressJson) },
        example: [RETURN_ADDRESS],
      },
    },
  },
  {
    method: 'post',
    path: '/api/origins/return-addresses',
    id: 'allowReturnAddress',
    tag,
    session: 'needed',
    admin: true,
    proof: 'return_address_add',
    summary: 'Allow a return address',
    about:
      'Write the address exactly as the page sends it as `redirect_uri`: it is compared byte by byte. It has to lie on an allowed origin, and counts only while that is allowed.',
    body: {
      content: { [json]: NewReturnAddress },
      example: { address: 'https://you.github.io/app/' },
    },
    success: {
      201: {
        what: 'The return address.',
        content: { [json]: ReturnAddressJson },
        example: RETURN_ADDRESS,
        headers: ['Location'],
      },
    },
    problems: {
      409: ['return_address_exists', 'return_address_pinned', 'return_addresses_full'],
    },
  },
  {
    method: 'delete',
    path: '/api/origins/return-addresses/{id}',
    id: 'removeReturnAddress',
    tag,
    session: 'needed',
    admin: true,
    proof: 'return_address_remove',
    summary: 'Remove a return address',
    about: 'No answer goes there from now on.',
    success: { 204: { what: 'The return address is off the list.' } },
    problems: { 404: ['unknown_return_address'], 409: ['return_address_pinned'] },
  },
  {
    method: 'get',
    path: '/api/origins/return-addresses/refusals',
    id: 'listReturnRefusals',
    tag,
    session: 'needed',
    admin: true,
    query: ReturnRefusalQuery,
    summary: 'List refused return addresses',
    about: 'Which addresses clients asked for that nobody has allowed, the last seen first.',
    success: {
      200: {
        what: 'The refusals.',
        content: { [json]: z.array(ReturnRefusalJson) },
        example: [RETURN_REFUSAL],
      },
    },
  },
]
