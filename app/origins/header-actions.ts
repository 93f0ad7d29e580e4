'use server'
import { parseInput } from '#lib/http/body.ts'
import { Problem } from '#lib/http/problem.ts'
import { addHeader, NewHeader, removeHeader } from '#lib/origins/headers.ts'
import { readText } from '../forms/form.ts'
import { type FormState, makeDoneState } from '../forms/form-state.ts'
import { proveViewer } from '../forms/prove-viewer.ts'
import { makeViewerAction } from '../forms/viewer-action.ts'

const runAsViewer = makeViewerAction({ route: '/origins', revalidate: '/origins' })

/** Allows the headers that a refusal names. Somebody else may have allowed some since. */
export async function allowHeaders(_before: FormState, form: FormData): Promise<FormState> {
  const names = readText(form, 'names').split(',')
  return runAsViewer(form, {}, async viewer => {
    const proven = await proveViewer(viewer, form)
    for (const name of names) {
      await addHeader(proven, parseInput(NewHeader, { header: name })).catch(ignoreExisting)
    }
    return makeDoneState(`Pages may now send ${names.join(', ')}.`)
  })
}

/** No longer allows a header. */
export async function forgetHeader(_before: FormState, form: FormData): Promise<FormState> {
  const header = readText(form, 'header')
  return runAsViewer(form, {}, async viewer => {
    await removeHeader(await proveViewer(viewer, form), header)
    return makeDoneState(`${header} is removed.`)
  })
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'header_exists') throw error
}
