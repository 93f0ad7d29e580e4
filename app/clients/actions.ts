'use server'
import { redirect } from 'next/navigation'
import { ClientChanges, NewClient } from '#lib/clients/client-input.ts'
import type { ClientWithSecretJson } from '#lib/clients/client-json.ts'
import {
  addClient,
  changeClient,
  removeClient,
  requireClientRights,
} from '#lib/clients/client-store.ts'
import { renderLogo } from '#lib/clients/logo.ts'
import { rotateSecret, SecretRotation } from '#lib/clients/rotate-secret.ts'
import { parseInput } from '#lib/http/body.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { readText } from '../forms/form.ts'
import { type FormState, type FormValues, makeDoneState } from '../forms/form-state.ts'
import { proveViewer } from '../forms/prove-viewer.ts'
import { makeViewerAction } from '../forms/viewer-action.ts'
import { readClientValues, toClientInput } from './read-client-form.ts'

const runAsViewer = makeViewerAction({ route: '/clients', revalidate: '/clients' })

/** Registers an application; the form shows its id and its secret in its place. */
export async function registerClient(_before: FormState, form: FormData): Promise<FormState> {
  const values = readClientValues(form)
  return runAsViewer(form, values, async viewer => {
    await keepLogo(viewer, form, values)
    const proven = await proveViewer(viewer, form)
    const { logo, ...input } = toClientInput(values)
    const kind = values.kind
    const client = await addClient(
      proven,
      parseInput(NewClient, { ...input, kind, logo: logo ?? null }),
    )
    return showSecret(client, `${client.name} is registered.`)
  })
}

/** Saves what the form of an application has. */
export async function saveClient(_before: FormState, form: FormData): Promise<FormState> {
  const values = readClientValues(form)
  return runAsViewer(form, values, async viewer => {
    await keepLogo(viewer, form, values)
    const proven = await proveViewer(viewer, form)
    const changes = parseInput(ClientChanges, toClientInput(values))
    const client = await changeClient(proven, readText(form, 'id'), changes)
    return showSecret(client, `${client.name} is saved.`)
  })
}

/** Enables or disables an application, and nothing else. */
export async function setClientEnabled(_before: FormState, form: FormData): Promise<FormState> {
  const enabled = readText(form, 'enabled') === 'true'
  return runAsViewer(form, {}, async viewer => {
    const proven = await proveViewer(viewer, form)
    const { name } = await changeClient(proven, readText(form, 'id'), { enabled })
    return makeDoneState(
      enabled ? `${name} is enabled.` : `${name} is disabled, and its sessions have ended.`,
    )
  })
}

/** Gives an application a new secret, which the form shows. */
export async function replaceSecret(_before: FormState, form: FormData): Promise<FormState> {
  const overlap = readText(form, 'overlapSeconds')
  return runAsViewer(form, { overlapSeconds: overlap }, async viewer => {
    const proven = await proveViewer(viewer, form)
    const terms = parseInput(SecretRotation, { overlapSeconds: Number(overlap) })
    const client = await rotateSecret(proven, readText(form, 'id'), terms)
    return showSecret(client, 'The secret is replaced.')
  })
}

/** Removes an application and goes back to the list. */
export async function forgetClient(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    await removeClient(await proveViewer(viewer, form), readText(form, 'id'))
    redirect('/clients')
  })
}

/** A file is gone once the form comes back, so what was made of it stays among the values. */
async function keepLogo(viewer: Viewer, form: FormData, values: FormValues): Promise<void> {
  const file = form.get('logoFile')
  if (!(file instanceof File) || file.size === 0) return
  requireClientRights(viewer, 'client_change')
  values.logo = await renderLogo(new Uint8Array(await file.arrayBuffer()))
}

function showSecret({ client_id, client_secret }: ClientWithSecretJson, done: string): FormState {
  const secret: FormValues = client_secret === undefined ? {} : { client_secret }
  return { ...makeDoneState(done), values: { client_id, ...secret } }
}
