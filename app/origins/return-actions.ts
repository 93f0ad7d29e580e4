'use server'
import { isRegisteredId } from '#lib/clients/client.ts'
import { ClientChanges } from '#lib/clients/client-input.ts'
import { changeClient, readClient } from '#lib/clients/client-store.ts'
import { NewReturnAddress } from '#lib/clients/return-address-json.ts'
import { addReturnAddress, removeReturnAddress } from '#lib/clients/return-address-store.ts'
import { parseInput } from '#lib/http/body.ts'
import { readId, readText } from '../forms/form.ts'
import { type FormState, makeDoneState } from '../forms/form-state.ts'
import { proveViewer } from '../forms/prove-viewer.ts'
import { makeViewerAction } from '../forms/viewer-action.ts'

const runAsViewer = makeViewerAction({ route: '/origins', revalidate: '/origins' })
const runForClient = makeViewerAction({ route: '/clients', revalidate: '/clients' })

/** Allows the return address that the form names. */
export async function allowReturnAddress(_before: FormState, form: FormData): Promise<FormState> {
  const values = { address: readText(form, 'address').trim() }
  return runAsViewer(form, values, async viewer => {
    const proven = await proveViewer(viewer, form)
    const { address } = await addReturnAddress(proven, parseInput(NewReturnAddress, values))
    return makeDoneState(`${address} is now a return address.`)
  })
}

/** Allows an address that the page of an origin asked for, or else a registered application. */
export async function allowRefusedAddress(before: FormState, form: FormData): Promise<FormState> {
  const [address, client] = [readText(form, 'address'), readText(form, 'client')]
  if (!isRegisteredId(client)) return allowReturnAddress(before, form)
  return runForClient(form, {}, async viewer => {
    const proven = await proveViewer(viewer, form)
    const { returnAddresses } = await readClient(proven, client)
    const changes = { returnAddresses: [...returnAddresses, address] }
    await changeClient(proven, client, parseInput(ClientChanges, changes))
    return makeDoneState(`${address} is now a return address.`)
  })
}

/** No longer allows a return address. */
export async function forgetReturnAddress(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    await removeReturnAddress(await proveViewer(viewer, form), readId(form))
    return makeDoneState(`${readText(form, 'address')} is removed.`)
  })
}
