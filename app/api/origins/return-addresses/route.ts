import { NewReturnAddress } from '#lib/clients/return-address-json.ts'
import {
  addReturnAddress,
  listReturnAddresses,
  requireReturnAddressRights,
} from '#lib/clients/return-address-store.ts'
import { readJson } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { created } from '#lib/http/reply.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async GET(request) {
    const viewer = await requireSession(request)
    return json(await listReturnAddresses(viewer))
  },
  async POST(request) {
    const viewer = await requireSession(request)
    // Before the body is read: whoever may not allow one is not told what is wrong with it.
    requireReturnAddressRights(viewer)
    const added = await addReturnAddress(viewer, await readJson(request, NewReturnAddress))
    return created(added, `/api/origins/return-addresses/${added.id}`)
  },
})
