'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { parseInput } from '#lib/http/body.ts'
import { Problem } from '#lib/http/problem.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { NewOrigin, OriginChanges } from '#lib/origins/schema.ts'
import { addOrigin, changeOrigin, removeOrigin } from '#lib/origins/store.ts'
import { readText, toFormState } from '../forms/form.ts'
import type { FormState } from '../forms/form-state.ts'
import { runInAction } from '../forms/run-in-action.ts'
import { findPageSession } from '../page-session.ts'

/** Allows the origin that a form names. */
export async function allowOrigin(_before: FormState, form: FormData): Promise<FormState> {
  const values = valuesOf(form)
  return asViewer(values, async viewer => {
    const { origin } = await addOrigin(viewer, parseInput(NewOrigin, values))
    return done(`${origin} is allowed now.`)
  })
}

/** Saves what a form says of an origin that is on the list. */
export async function saveOrigin(_before: FormState, form: FormData): Promise<FormState> {
  const values = { ...valuesOf(form), enabled: readText(form, 'enabled') }
  return asViewer(values, async viewer => {
    const { note, mode, enabled } = values
    const changes = parseInput(OriginChanges, { note, mode, enabled: enabled !== 'false' })
    const { origin } = await changeOrigin(viewer, idOf(form), changes)
    return done(`${origin} is saved.`)
  })
}

/** Enables or disables an origin, and nothing else. */
export async function setOriginEnabled(_before: FormState, form: FormData): Promise<FormState> {
  const enabled = readText(form, 'enabled') === 'true'
  return asViewer({}, async viewer => {
    const { origin } = await changeOrigin(viewer, idOf(form), { enabled })
    return done(enabled ? `${origin} is enabled.` : `${origin} is disabled.`)
  })
}

/** Takes an origin off the list, and leads back to it from the origin's own page. */
export async function forgetOrigin(_before: FormState, form: FormData): Promise<FormState> {
  return asViewer({}, async viewer => {
    await removeOrigin(viewer, idOf(form))
    if (readText(form, 'leave')) redirect('/origins')
    return done(`${readText(form, 'origin')} is removed.`)
  })
}

async function asViewer(
  values: Record<string, string>,
  act: (viewer: Viewer) => Promise<FormState>,
): Promise<FormState> {
  try {
    return await runInAction('/origins', async () => {
      const { viewer } = await findPageSession()
      if (!viewer) redirect('/login?next=/origins')
      return act(viewer)
    })
  } catch (error) {
    if (error instanceof Problem && error.code === 'unknown_origin') {
      return done('The origin is not on the list any more: somebody has removed it.')
    }
    return toFormState(error, values)
  } finally {
    // What was refused may have been refused because the page is out of date.
    revalidatePath('/origins', 'layout')
  }
}

function valuesOf(form: FormData) {
  const text = (name: string) => readText(form, name)
  return { origin: text('origin'), note: text('note'), mode: text('mode') }
}

function idOf(form: FormData): number {
  return Number.parseInt(readText(form, 'id'), 10) || 0
}

function done(words: string): FormState {
  return { values: {}, errors: {}, done: words }
}
