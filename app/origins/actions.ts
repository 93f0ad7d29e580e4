'use server'
import { redirect } from 'next/navigation'
import { parseInput } from '#lib/http/body.ts'
import { Problem } from '#lib/http/problem.ts'
import { NewOrigin, OriginChanges } from '#lib/origins/schema.ts'
import { addOrigin, changeOrigin, keepUnchosen, removeOrigin } from '#lib/origins/store.ts'
import { readId, readText, toFormState } from '../forms/form.ts'
import { type FormState, type FormValues, makeDoneState } from '../forms/form-state.ts'
import { proveViewer } from '../forms/prove-viewer.ts'
import { makeViewerAction } from '../forms/viewer-action.ts'

const runAsViewer = makeViewerAction({
  route: '/origins',
  revalidate: '/origins',
  toState: toOriginState,
})

/** Allows the origin that the form names. */
export async function allowOrigin(_before: FormState, form: FormData): Promise<FormState> {
  const values = readOrigin(form)
  return runAsViewer(form, values, async viewer => {
    const proven = await proveViewer(viewer, form)
    const { passwords, ...rest } = values
    const input = parseInput(NewOrigin, { ...rest, passwords: passwords === 'true' })
    const { origin } = await addOrigin(proven, input)
    return makeDoneState(`${origin} is now allowed.`)
  })
}

/** Saves note, mode, access and state of an origin that is on the list. */
export async function saveOrigin(_before: FormState, form: FormData): Promise<FormState> {
  const values = { ...readOrigin(form), enabled: readText(form, 'enabled') }
  return runAsViewer(form, values, async viewer => {
    const proven = await proveViewer(viewer, form)
    const { note, mode, access, passwords, enabled } = values
    const changes = parseInput(OriginChanges, {
      note,
      mode,
      access,
      passwords: passwords === 'true',
      enabled: enabled !== 'false',
    })
    const { origin } = await changeOrigin(proven, readId(form), changes)
    return makeDoneState(`${origin} is saved.`)
  })
}

/** Enables or disables an origin, and nothing else. */
export async function setOriginEnabled(_before: FormState, form: FormData): Promise<FormState> {
  const enabled = readText(form, 'enabled') === 'true'
  return runAsViewer(form, {}, async viewer => {
    const proven = await proveViewer(viewer, form)
    const { origin } = await changeOrigin(proven, readId(form), { enabled })
    return makeDoneState(enabled ? `${origin} is enabled.` : `${origin} is disabled.`)
  })
}

/** Grants to the pages of an origin what they were refused, and nothing else. */
export async function grantAccess(_before: FormState, form: FormData): Promise<FormState> {
  const access = readText(form, 'access')
  const asked = access === '' ? { passwords: true } : { access }
  return runAsViewer(form, {}, async viewer => {
    const proven = await proveViewer(viewer, form)
    const changes = parseInput(OriginChanges, asked)
    const { origin } = await changeOrigin(proven, readId(form), changes)
    return makeDoneState(`Pages of ${origin} may now do this.`)
  })
}

/** Leaves what entries from before may do as it is. */
export async function keepGrants(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    const kept = await keepUnchosen(await proveViewer(viewer, form))
    return makeDoneState(
      kept === 1 ? 'One origin keeps what it may.' : `${kept} origins keep what they may.`,
    )
  })
}

/** Removes an origin from the list; from the origin's own page it also goes back to the list. */
export async function forgetOrigin(_before: FormState, form: FormData): Promise<FormState> {
  return runAsViewer(form, {}, async viewer => {
    await removeOrigin(await proveViewer(viewer, form), readId(form))
    if (readText(form, 'leave')) redirect('/origins')
    return makeDoneState(`${readText(form, 'origin')} is removed.`)
  })
}

/** An origin that somebody else has removed is news, not a mistake in the form. */
function toOriginState(error: unknown, values: FormValues): FormState {
  if (error instanceof Problem && error.code === 'unknown_origin') {
    return makeDoneState('This origin is no longer on the list: somebody has removed it.')
  }
  return toFormState(error, values)
}

function readOrigin(form: FormData) {
  return {
    origin: readText(form, 'origin'),
    note: readText(form, 'note'),
    mode: readText(form, 'mode'),
    access: readText(form, 'access'),
    passwords: readText(form, 'passwords'),
  }
}
