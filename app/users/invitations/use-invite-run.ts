'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, startTransition, useRef, useState } from 'react'
import type { InvitationResult } from '#lib/users/invitations/invitation-json.ts'
import { describeError } from '../../components/describe-error.ts'
import type { InviteState } from './actions.ts'
import { describeOutcome } from './invite-words.ts'
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
    const emails = String(form.get('emails') ?? '')
    const role = String(form.get('role') ?? '')
    const all = parseInvitees(emails).map(one => ({ ...one, role }))
    if (isAsked || all.length <= CHUNK_SIZE) return
    event.preventDefault()
    void sendAll(form, all, { emails, role })
  }

  async function sendAll(form: FormData, all: object[], values: Record<string, string>) {
    stopped.current = false
    const rows: InvitationResult[] = []
    const show = () => setRun({ done: rows.length, total: all.length, stopping: stopped.current })
    show()
    let alert: string | undefined
    try {
      while (rows.length < all.length && !stopped.current) {
        const chunk = all.slice(rows.length, rows.length + CHUNK_SIZE)
        const results = await postInvitees(chunk)
        // The form asks for the password, and then sends all of the list itself.
        if (results === 'step_up') return startTransition(() => send(form))
        rows.push(...results)
        show()
      }
    } catch (error) {
      alert = `${describeError(error)} Send the list again: nobody is invited twice within an hour.`
    } finally {
      setRun(null)
    }
    const { done, failed } = describeOutcome(rows)
    const isWhole = rows.length === all.length
    const left = { ...values, emails: failed.map(({ email }) => email).join('\n') }
    setOutcome({
      values: isWhole ? left : values,
      errors: {},
      done: rows.length > 0 ? done : undefined,
      failed,
      ...(alert && { alert }),
    } as InviteState)
    router.refresh()
  }

  function stop() {
    stopped.current = true
    setRun(before => before && { ...before, stopping: true })
  }
  return { run, outcome, take, stop }
}
