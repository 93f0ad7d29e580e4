'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, startTransition, useRef, useState } from 'react'
import { Problem } from '#lib/http/problem.ts'
import type { InvitationResult } from '#lib/users/invitations/invitation-json.ts'
import type { InvitedRow } from '#lib/users/invitations/read-invited-csv.ts'
import { describeError } from '../../components/describe-error.ts'
import { isOtherViewer } from '../../forms/same-viewer.ts'
import type { InviteState } from './actions.ts'
import { describeOutcome, listAgain } from './invite-words.ts'
import { findChosenFile, type InviteFields, listInvited, readInviteFields } from './invited-list.ts'
import { parseInvitees } from './parse-invitees.ts'
import { postInvitees } from './post-invitees.ts'

/** How many people are invited at a time. A shorter list is sent by the form itself. */
const CHUNK_SIZE = 250

type Run = { done: number; total: number; stopping: boolean }

/**
 * Sends a long list in pieces. `take` is for the form's submit event: it leaves a short list, and one that comes with the
 * password, to the form.
 */
export function useInviteRun(send: (form: FormData) => void) {
  const router = useRouter()
  const [run, setRun] = useState<Run | null>(null)
  const [outcome, setOutcome] = useState<InviteState | null>(null)
  const stopped = useRef(false)

  function take(event: FormEvent<HTMLFormElement>, isAsked: boolean) {
    setOutcome(null)
    const form = new FormData(event.currentTarget)
    const isShort = parseInvitees(String(form.get('emails') ?? '')).length <= CHUNK_SIZE
    if (isAsked || (isShort && !findChosenFile(form) && !form.has('csv'))) return
    event.preventDefault()
    void sendList(form)
  }

  async function sendList(form: FormData) {
    try {
      const fields = await readInviteFields(form)
      // The form cannot keep a file, should it have to ask for the password.
      form.delete('file')
      form.set('csv', fields.csv)
      const all = listInvited(fields)
      if (all.length === 0) throw new Problem(400, 'broken_file', 'The file names nobody.')
      await sendAll(form, all, fields)
    } catch (error) {
      const { message } = error instanceof Problem ? error : new Error(describeError(error))
      setOutcome({ values: readTyped(form), errors: { file: message } })
    }
  }

  async function sendAll(form: FormData, all: readonly InvitedRow[], values: InviteFields) {
    stopped.current = false
    const people = all.flatMap(one => ('values' in one ? one.values : []))
    const rows: InvitationResult[] = []
    const show = () =>
      setRun({ done: rows.length, total: people.length, stopping: stopped.current })
    show()
    let alert: string | undefined
    let isOurs = true
    try {
      while (rows.length < people.length && !stopped.current) {
        const chunk = people.slice(rows.length, rows.length + CHUNK_SIZE)
        const results = await postInvitees(chunk)
        // The form asks for the password, and then sends all of the list itself.
        if (results === 'step_up') return startTransition(() => send(form))
        rows.push(...results)
        show()
      }
    } catch (error) {
      alert = `${describeError(error)} Send the list again: nobody is invited twice within an hour.`
      isOurs = !isOtherViewer(error)
    } finally {
      setRun(null)
    }
    const { done, failed } = describeOutcome([...rows, ...all.flatMap(toUnread)])
    const isWhole = rows.length === people.length
    const { emails, csv, role } = values
    setOutcome({
      values: isWhole ? { emails: listAgain(failed), role } : { emails, csv, role },
      errors: {},
      ...(rows.length > 0 && { done }),
      failed,
      ...(alert && { alert }),
    })
    if (isOurs) router.refresh()
  }

  function stop() {
    stopped.current = true
    setRun(before => before && { ...before, stopping: true })
  }
  return { run, outcome, take, stop }
}

function readTyped(form: FormData) {
  return { emails: String(form.get('emails') ?? ''), role: String(form.get('role') ?? '') }
}

/** What came of a row of the file that cannot be read: it is not sent. */
function toUnread(one: InvitedRow): InvitationResult[] {
  if ('values' in one) return []
  return [{ row: one.row, email: '', result: 'failed', ...one.refused }]
}
